using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Personalization.LocalHost.Tests.Hosting;

/// <summary>A real host on a free port, in this process, with the functions that a test names.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    public const string MasterKey = "master-key";

    private TestHost(IHost host)
    {
        Host = host;
        Client = new HttpClient { BaseAddress = host.LocalAddress() };
    }

    public IHost Host { get; }

    public HttpClient Client { get; }

    public static async Task<TestHost> StartAsync(Type functions, Action<FunctionsApplicationBuilder>? configure = null, params string[] args)
    {
        IHost host = Build([functions], configure, args);
        await host.StartAsync();
        return new TestHost(host);
    }

    public static IHost Build(Type[] functions, Action<FunctionsApplicationBuilder>? configure = null, params string[] args)
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(["--port", "0", "--AzureFunctionsJobHost:extensions:http:routePrefix", "", .. args]);
        builder.ConfigureFunctionsWebApplication();
        builder.Configuration["FunctionsKeys:Master"] = MasterKey;
        builder.Services.Configure<LocalHostOptions>(options => options.FunctionTypes = functions);
        builder.Services.AddTestTrigger();
        configure?.Invoke(builder);
        return builder.Build();
    }

    /// <summary>Sends with the master key.</summary>
    public async Task<HttpResponseMessage> AdminAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using HttpRequestMessage request = new(method, path) { Content = content, Headers = { { "x-functions-key", MasterKey } } };
        return await Client.SendAsync(request);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.StopAsync();
        await ((IAsyncDisposable)Host).DisposeAsync();
    }
}
