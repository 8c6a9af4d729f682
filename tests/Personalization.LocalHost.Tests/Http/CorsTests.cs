using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.LocalHost.Hosting;
using Personalization.LocalHost.Tests.Hosting;

namespace Personalization.LocalHost.Tests.Http;

public sealed class CorsTests
{
    private const string Shop = "https://shop.example";

    [Fact]
    public async Task Request_FromAListedOrigin_MayBeRead()
    {
        await using TestHost host = await TestHost.StartAsync(typeof(Functions), null, $"--Host:CORS={Shop}/, http://localhost:3000", "--Host:CORSCredentials=true");

        using HttpResponseMessage response = await SendAsync(host, HttpMethod.Get, Shop);

        Assert.Equal("ok", await response.Content.ReadAsStringAsync());
        Assert.Equal(Shop, Header(response, "Access-Control-Allow-Origin"));
        Assert.Equal("true", Header(response, "Access-Control-Allow-Credentials"));
        Assert.Equal("Origin", Header(response, "Vary"));
    }

    [Fact]
    public async Task Request_FromAnotherOrigin_MayNotBeRead()
    {
        await using TestHost host = await TestHost.StartAsync(typeof(Functions), null, $"--Host:CORS={Shop}");

        using HttpResponseMessage response = await SendAsync(host, HttpMethod.Get, "https://evil.example");

        Assert.Null(Header(response, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Request_ThatIsRefused_MayStillBeRead()
    {
        await using TestHost host = await TestHost.StartAsync(typeof(Functions), null, "--Host:CORS=*");

        using HttpResponseMessage response = await SendAsync(host, HttpMethod.Delete, Shop);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal("*", Header(response, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Function_ThatThrows_MayStillBeRead()
    {
        await using TestHost host = await TestHost.StartAsync(typeof(Functions), null, "--Host:CORS=*");

        using HttpResponseMessage response = await SendAsync(host, HttpMethod.Put, Shop);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("*", Header(response, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Preflight_FromAListedOrigin_IsAnsweredByTheHost()
    {
        await using TestHost host = await TestHost.StartAsync(typeof(Functions), null, $"--Host:CORS={Shop}");

        using HttpResponseMessage response = await SendAsync(host, HttpMethod.Options, Shop, "POST", "x-functions-key, content-type");

        Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
        Assert.Equal("POST", Header(response, "Access-Control-Allow-Methods"));
        Assert.Equal("x-functions-key, content-type", Header(response, "Access-Control-Allow-Headers"));
    }

    [Fact]
    public async Task Preflight_FromAnotherOrigin_PermitsNothing()
    {
        await using TestHost host = await TestHost.StartAsync(typeof(Functions), null, $"--Host:CORS={Shop}");

        using HttpResponseMessage response = await SendAsync(host, HttpMethod.Options, "https://evil.example", "POST");

        Assert.Null(Header(response, "Access-Control-Allow-Methods"));
        Assert.Null(Header(response, "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task Preflight_WithoutCorsSettings_IsTheFunctionsOwn()
    {
        await using TestHost host = await TestHost.StartAsync(typeof(Functions));

        using HttpResponseMessage response = await SendAsync(host, HttpMethod.Options, Shop, "POST");

        Assert.Equal("own", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public void Settings_CredentialsForAnyOrigin_DoNotStart()
    {
        HostStartupException refused = Assert.Throws<HostStartupException>(() => TestHost.Build([typeof(Functions)], null, "--Host:CORS=*", "--Host:CORSCredentials=true"));

        Assert.Contains("Host:CORS", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<HttpResponseMessage> SendAsync(TestHost host, HttpMethod method, string origin, string? asksFor = null, string? headers = null)
    {
        using HttpRequestMessage request = new(method, "/thing") { Headers = { { "Origin", origin } } };
        if (asksFor is not null) request.Headers.Add("Access-Control-Request-Method", asksFor);
        if (headers is not null) request.Headers.Add("Access-Control-Request-Headers", headers);
        return await host.Client.SendAsync(request);
    }

    private static string? Header(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? string.Join(", ", values) : null;

    public static class Functions
    {
        [Function("Thing")]
        public static string Thing([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "thing")] HttpRequest request) => "ok";

        [Function("Options")]
        public static string Own([HttpTrigger(AuthorizationLevel.Anonymous, "options", Route = "thing")] HttpRequest request) => "own";

        [Function("Throws")]
        public static string Throws([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "thing")] HttpRequest request) => throw new InvalidOperationException("no");
    }
}
