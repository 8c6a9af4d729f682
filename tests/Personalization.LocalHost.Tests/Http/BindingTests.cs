using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Http;
using Personalization.LocalHost.Tests.Hosting;

namespace Personalization.LocalHost.Tests.Http;

public sealed class BindingTests : IAsyncLifetime
{
    private TestHost host = null!;

    public enum Size
    {
        Small = 0,
        Large = 1,
    }

    public async Task InitializeAsync() => host = await TestHost.StartAsync(typeof(Functions));

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Query_SimpleTypes_BindByName()
    {
        string answer = await host.Client.GetStringAsync("/query?count=3&big=9000000000&id=3f2504e0-4f89-11d3-9a0c-0305e82c3301&flag=true&size=large&text=a%20b");

        Assert.Equal("3 9000000000 3f2504e0-4f89-11d3-9a0c-0305e82c3301 True Large a b 20", answer);
    }

    [Fact]
    public async Task Query_MissingOptional_TakesDefaults() => Assert.Equal("1 0  False   20", await host.Client.GetStringAsync("/query?count=1&big=0&flag=false"));

    [Theory]
    [InlineData("/query?big=0&flag=true", "'count' must be a whole number; it is missing.")]
    [InlineData("/query?count=many&big=0&flag=true", "'count' must be a whole number.")]
    [InlineData("/query?count=1&big=0&flag=true&size=medium", "'size' must be one of Small, Large.")]
    public async Task Query_Unfit_Answers400WithTheReason(string path, string detail)
    {
        using HttpResponseMessage response = await host.Client.GetAsync(path);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(detail, problem.GetProperty("detail").GetString());
    }

    [Fact]
    public async Task Query_SameNameAsRoute_RouteWins() => Assert.Equal("route", await host.Client.GetStringAsync("/both/route?name=query"));

    [Fact]
    public async Task FromBody_Json_BindsWithWebDefaults()
    {
        using HttpResponseMessage response = await host.Client.PostAsync("/body", new StringContent("{\"NAME\":\"cup\",\"price\":\"2.5\"}", Encoding.UTF8, "application/json"));

        Assert.Equal("cup 2.5 by POST", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task FromBody_NotJson_Answers400WithThePlace()
    {
        using HttpResponseMessage response = await host.Client.PostAsync("/body", new StringContent("{\n\"price\": true}"));

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Contains("at $.price (line 2)", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trigger_Record_BindsTheBody()
    {
        using HttpResponseMessage response = await host.Client.PostAsJsonAsync("/record", new Product("cup", 1));

        Assert.Equal("cup", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Context_OfARequest_KnowsItsFunctionRequestAndData()
    {
        using HttpRequestMessage request = new(HttpMethod.Get, "/context/7?x=1") { Headers = { { "traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" } } };
        using HttpResponseMessage response = await host.Client.SendAsync(request);
        JsonElement context = await response.Content.ReadFromJsonAsync<JsonElement>();

        Assert.Equal("Context", context.GetProperty("name").GetString());
        Assert.Equal("/context/7", context.GetProperty("path").GetString());
        Assert.Equal("7", context.GetProperty("id").GetString());
        Assert.True(Guid.TryParse(context.GetProperty("invocation").GetString(), out _));
        Assert.StartsWith("00-0af7651916cd43dd8448eb211c80319c-", context.GetProperty("trace").GetString(), StringComparison.Ordinal);
        Assert.Equal("httpTrigger", context.GetProperty("trigger").GetString());
        Assert.Equal("test://input", context.GetProperty("input").GetString());
        Assert.True(context.GetProperty("sameToken").GetBoolean());
    }

    public sealed record Product(string Name, decimal Price);

    public static class Functions
    {
        [Function("Query")]
        public static string Query(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "query")] HttpRequest request,
            int count, long big, Guid? id, bool flag, Size? size, string? text, int top = 20) => $"{count} {big} {id} {flag} {size} {text} {top}";

        [Function("Both")]
        public static string Both([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "both/{name}")] HttpRequest request, string name) => name;

        [Function("Body")]
        public static string Body([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "body")] HttpRequest request, [FromBody] Product product) =>
            $"{product.Name} {product.Price} by {request.Method}";

        [Function("Record")]
        public static string Record([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "record")] Product product) => product.Name;

        [Function("Context")]
        public static object Context(
            [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "context/{id}")] HttpRequest request, FunctionContext context, [TestInput] Uri input, CancellationToken token) => new
            {
                name = context.FunctionDefinition.Name,
                path = context.GetHttpContext()!.Request.Path.Value,
                id = context.BindingContext.BindingData["id"],
                invocation = context.InvocationId,
                trace = context.TraceContext.TraceParent,
                trigger = context.FunctionDefinition.InputBindings["request"].Type,
                input = input.AbsoluteUri.TrimEnd('/'),
                sameToken = token == context.CancellationToken && token.CanBeCanceled,
            };
    }
}
