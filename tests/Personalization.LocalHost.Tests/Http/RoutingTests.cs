using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.LocalHost.Tests.Hosting;

namespace Personalization.LocalHost.Tests.Http;

public sealed class RoutingTests : IAsyncLifetime
{
    private TestHost host = null!;

    public async Task InitializeAsync() => host = await TestHost.StartAsync(typeof(Functions));

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData("GET", "/products/7", "number 7")]
    [InlineData("GET", "/products/red", "text red")]
    [InlineData("GET", "/files/a/b.txt", "file a/b.txt")]
    [InlineData("GET", "/pages", "page home")]
    [InlineData("GET", "/pages/about", "page about")]
    [InlineData("GET", "/lists/books", "list books none")]
    [InlineData("GET", "/lists/books/3", "list books 3")]
    [InlineData("PUT", "/products/red", "put red")]
    [InlineData("DELETE", "/Anything", "any method")]
    [InlineData("GET", "/anything", "any method")]
    public async Task Route_Template_ReachesItsFunction(string method, string path, string answer)
    {
        using HttpResponseMessage response = await host.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path));

        Assert.Equal(answer, await response.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Route_Unknown_Answers404Problem()
    {
        using HttpResponseMessage response = await host.Client.GetAsync("/nowhere/at/all");

        await AssertProblemAsync(response, HttpStatusCode.NotFound, "/nowhere/at/all");
    }

    [Fact]
    public async Task Route_WrongMethod_Answers405ProblemWithAllow()
    {
        using HttpResponseMessage response = await host.Client.PostAsync("/products/red", null);

        await AssertProblemAsync(response, HttpStatusCode.MethodNotAllowed, "GET");
        Assert.Equal(["GET", "PUT"], response.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task Route_OfADisabledFunction_Answers404()
    {
        await using TestHost disabled = await TestHost.StartAsync(typeof(Functions), null, "--AzureWebJobs.Any.Disabled=true", "--AzureWebJobs:File:Disabled=1");

        Assert.Equal(HttpStatusCode.NotFound, (await disabled.Client.GetAsync("/anything")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await disabled.Client.GetAsync("/files/x")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await disabled.Client.GetAsync("/pages")).StatusCode);
    }

    [Fact]
    public async Task Route_WithPrefix_StandsBelowIt()
    {
        await using TestHost prefixed = await TestHost.StartAsync(typeof(Functions), null, "--AzureFunctionsJobHost:extensions:http:routePrefix=/v2/");

        Assert.Equal("page home", await prefixed.Client.GetStringAsync("/v2/pages"));
        Assert.Equal(HttpStatusCode.NotFound, (await prefixed.Client.GetAsync("/pages")).StatusCode);
    }

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string inDetail)
    {
        Assert.Equal(status, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        using JsonDocument problem = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal((int)status, problem.RootElement.GetProperty("status").GetInt32());
        Assert.Contains(inDetail, problem.RootElement.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    public static class Functions
    {
        [Function("Number")]
        public static string Number([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "products/{id:int}")] HttpRequest request, int id) => $"number {id}";

        [Function("Text")]
        public static string Text([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "products/{id}")] HttpRequest request, string id) => $"text {id}";

        [Function("Put")]
        public static string Put([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "/products/{key}/")] HttpRequest request, string key) => $"put {key}";

        [Function("File")]
        public static string File([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "files/{*path}")] HttpRequest request, string path) => $"file {path}";

        [Function("Page")]
        public static string Page([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "pages/{name=home}")] HttpRequest request, string name) => $"page {name}";

        [Function("List")]
        public static string List([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "lists/{name:alpha}/{page:int:min(1)?}")] HttpRequest request, string name, int? page) =>
            $"list {name} {(page is null ? "none" : page)}";

        [Function("Any")]
        public static string Any([HttpTrigger(AuthorizationLevel.Anonymous, Route = "anything")] HttpRequest request) => "any method";
    }
}
