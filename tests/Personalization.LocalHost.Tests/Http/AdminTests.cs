using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;
using Personalization.LocalHost.Tests.Hosting;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Http;

public sealed class AdminTests : IAsyncLifetime
{
    private TestHost host = null!;

    public async Task InitializeAsync() => host = await TestHost.StartAsync(typeof(Functions), null, "--AzureWebJobs.Off.Disabled=true");

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Fact]
    public async Task Ping_WithoutKey_Answers200() => Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/admin/host/ping")).StatusCode);

    [Theory]
    [InlineData("GET", "/admin/host/status")]
    [InlineData("GET", "/admin/functions")]
    [InlineData("POST", "/admin/functions/Fire")]
    public async Task Admin_WithoutMasterKey_Answers401(string method, string path) =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.SendAsync(new HttpRequestMessage(new HttpMethod(method), path))).StatusCode);

    [Fact]
    public async Task Status_OfARunningHost_SaysSo()
    {
        JsonElement status = await ReadAsync(await host.AdminAsync(HttpMethod.Get, "/admin/host/status"));

        Assert.Equal("Running", status.GetProperty("state").GetString());
        Assert.NotEmpty(status.GetProperty("version").GetString()!);
        Assert.NotEmpty(status.GetProperty("instanceId").GetString()!);
        Assert.True(status.GetProperty("processUptime").GetInt64() >= 0);
    }

    [Fact]
    public async Task Functions_All_AreListed()
    {
        JsonElement list = await ReadAsync(await host.AdminAsync(HttpMethod.Get, "/admin/functions"));

        Assert.Equal(
            ["Fire testTrigger   False", "Hello httpTrigger /hello/{name} get False", "Off testTrigger   True"],
            list.EnumerateArray().Select(item => string.Join(' ',
                item.GetProperty("name"), item.GetProperty("trigger"), item.GetProperty("route"),
                item.GetProperty("methods").ValueKind == JsonValueKind.Array ? item.GetProperty("methods")[0].GetString() : "", item.GetProperty("disabled"))));
    }

    [Fact]
    public async Task Run_WithoutWaiting_Answers202AndRuns()
    {
        using HttpResponseMessage response = await host.AdminAsync(HttpMethod.Post, "/admin/functions/fire", JsonContent.Create(new { input = "ball" }));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        await Eventually.TrueAsync("the run", () => Task.FromResult(Seen().Contains("fired: ball 3 ball")));
    }

    [Theory]
    [InlineData("{\"input\": \"ball\"}", "fired: ball 3 ball")]
    [InlineData("{\"input\": {\"a\":1}}", "fired: {\"a\":1} 3 {\"a\":1}")]
    [InlineData("{}", "fired: nothing 3 nothing")]
    [InlineData("", "fired: nothing 3 nothing")]
    public async Task Run_Waiting_Answers200WhenItHasRun(string body, string seen)
    {
        using HttpResponseMessage response = await host.AdminAsync(HttpMethod.Post, "/admin/functions/Fire?wait=true", new StringContent(body));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(seen, Seen());
    }

    [Theory]
    [InlineData("/admin/functions/Fire?wait=true", "{\"input\": \"unwritable\"}", HttpStatusCode.InternalServerError, "the queue is gone")]
    [InlineData("/admin/functions/Fire", "{\"input\": \"refused\"}", HttpStatusCode.BadRequest, "not this")]
    [InlineData("/admin/functions/Fire", "ball", HttpStatusCode.BadRequest, "input")]
    [InlineData("/admin/functions/Nobody", "{}", HttpStatusCode.NotFound, "Nobody")]
    [InlineData("/admin/functions/Hello", "{}", HttpStatusCode.BadRequest, "call its route")]
    public async Task Run_ThatCannotBe_SaysWhy(string path, string body, HttpStatusCode status, string detail)
    {
        using HttpResponseMessage response = await host.AdminAsync(HttpMethod.Post, path, new StringContent(body));

        Assert.Equal(status, response.StatusCode);
        Assert.Contains(detail, (await ReadAsync(response)).GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    private string[] Seen() => [.. host.Host.Services.GetRequiredService<TestLog>().Entries];

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response) => await response.Content.ReadFromJsonAsync<JsonElement>();

    public static class Functions
    {
        [Function("Hello")]
        public static string Hello([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "hello/{name}")] HttpRequest request, string name) => name;

        [Function("Fire")]
        [TestOutput("fired")]
        public static string Fire([TestTrigger] string item, int dequeueCount, TestActions actions) => item == "unwritable" ? item : $"{item} {dequeueCount} {actions.Value}";

        [Function("Off")]
        public static void Off([TestTrigger] string item)
        {
        }
    }
}
