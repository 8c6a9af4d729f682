using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Personalization.Functions.Events;
using Personalization.Functions.Web;

namespace Personalization.Functions.Tests.Web;

public sealed class WebFunctionTests
{
    [Fact]
    public async Task Sdk_NotBuilt_SaysHowToBuildIt()
    {
        WebFunctions functions = new(new WebFiles(typeof(object).Assembly), Options.Create(new StoreOptions { Demo = true }), Options.Create(new EventOptions()));

        foreach (IResult answer in (IResult[])[functions.Sdk(Request(), "p13n.js"), functions.Shop(Request(), "en/")])
        {
            HttpContext context = new DefaultHttpContext { Response = { Body = new MemoryStream() } };
            await answer.ExecuteAsync(context);
            JsonElement problem = JsonElement.Parse(((MemoryStream)context.Response.Body).ToArray());
            Assert.Equal((503, "urn:personalization:problem:web-not-built"), (context.Response.StatusCode, problem.GetProperty("type").GetString()));
            Assert.Contains("npm run build", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Shop_NotADemo_IsNotThere()
    {
        WebFunctions functions = new(new WebFiles(typeof(WebFunctions).Assembly), Options.Create(new StoreOptions()), Options.Create(new EventOptions()));

        foreach (IResult answer in (IResult[])[functions.Shop(Request(), "en/"), functions.ShopFile(Request(), "shop.js")])
        {
            HttpContext context = new DefaultHttpContext { RequestServices = new NoServices() };
            await answer.ExecuteAsync(context);
            Assert.Equal(404, context.Response.StatusCode);
        }
    }

    private static HttpRequest Request() => new DefaultHttpContext().Request;

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType == typeof(Microsoft.Extensions.Logging.ILoggerFactory) ? Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance : null;
    }
}
