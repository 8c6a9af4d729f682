using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.LocalHost.Tests.Hosting;

namespace Personalization.LocalHost.Tests.Http;

public sealed class FunctionKeysTests : IAsyncLifetime
{
    private TestHost host = null!;

    public async Task InitializeAsync() => host = await TestHost.StartAsync(
        typeof(Functions), null, "--FunctionsKeys:Host:default=host-key", "--FunctionsKeys:Functions:Guarded:shop=own-key", "--FunctionsKeys:Functions:Other:shop=other-key", "--FunctionsKeys:Host:empty=");

    public async Task DisposeAsync() => await host.DisposeAsync();

    [Theory]
    [InlineData("/open", null, HttpStatusCode.OK)]
    [InlineData("/guarded", null, HttpStatusCode.Unauthorized)]
    [InlineData("/guarded", "", HttpStatusCode.Unauthorized)]
    [InlineData("/guarded", "wrong", HttpStatusCode.Unauthorized)]
    [InlineData("/guarded", "other-key", HttpStatusCode.Unauthorized)]
    [InlineData("/guarded", "own-key", HttpStatusCode.OK)]
    [InlineData("/guarded", "host-key", HttpStatusCode.OK)]
    [InlineData("/guarded", TestHost.MasterKey, HttpStatusCode.OK)]
    [InlineData("/managers", "host-key", HttpStatusCode.Unauthorized)]
    [InlineData("/managers", TestHost.MasterKey, HttpStatusCode.OK)]
    public async Task Key_InHeaderOrQuery_OpensWhatItMay(string path, string? key, HttpStatusCode status)
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        if (key is not null) request.Headers.TryAddWithoutValidation("x-functions-key", key);

        Assert.Equal(status, (await host.Client.SendAsync(request)).StatusCode);
        Assert.Equal(status, (await host.Client.GetAsync(key is null ? path : $"{path}?code={key}")).StatusCode);
    }

    [Fact]
    public async Task Key_OfAnyLength_IsRefusedAndNotAnError() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.GetAsync($"/guarded?code={new string('k', 4000)}")).StatusCode);

    [Fact]
    public async Task Refusal_WithKeys_SaysHowToSendOne()
    {
        using HttpResponseMessage response = await host.Client.GetAsync("/guarded");

        JsonElement problem = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("x-functions-key", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_WithoutKeys_SaysWhatToSet()
    {
        await using TestHost keyless = await TestHost.StartAsync(typeof(Functions), builder => builder.Configuration["FunctionsKeys:Master"] = "");
        using HttpResponseMessage response = await keyless.Client.GetAsync("/guarded?code=");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Contains("set FunctionsKeys:Host:", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    public static class Functions
    {
        [Function("Open")]
        public static string Open([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "open")] HttpRequest request) => "open";

        [Function("Guarded")]
        public static string Guarded([HttpTrigger("get", Route = "guarded")] HttpRequest request) => "guarded";

        [Function("Admins")]
        public static string Admins([HttpTrigger(AuthorizationLevel.Admin, "get", Route = "managers")] HttpRequest request) => "admins";
    }
}
