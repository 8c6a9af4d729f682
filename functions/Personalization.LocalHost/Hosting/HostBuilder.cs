using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Hosting;

/// <summary>What the app's Program says of the app.</summary>
internal sealed record AppDefinition(Assembly Assembly, IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> Middleware, bool ServesHttp);

/// <summary>Sets up the web application that everything runs in, no larger than needed: a cold start pays for each part.</summary>
internal sealed class HostBuilder
{
    // The Functions host's own limit for a request's body.
    private const long MaxRequestBody = 104_857_600;

    private readonly HostSettings settings;
    private readonly StartPhase phase = new();

    public HostBuilder(string[] args, Assembly app)
    {
        Web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = app.GetName().Name, ContentRootPath = AppContext.BaseDirectory });
        settings = HostSettings.AddTo(Web.Configuration, args);
        Web.Environment.EnvironmentName = Web.Configuration["AZURE_FUNCTIONS_ENVIRONMENT"] ?? Web.Configuration["DOTNET_ENVIRONMENT"] ?? Environments.Development;
        bool checks = Web.Environment.IsDevelopment();
        Web.Host.UseDefaultServiceProvider(options => options.ValidateScopes = options.ValidateOnBuild = checks);
        Web.WebHost.UseKestrelCore().ConfigureKestrel(Limit);
        Web.Services.AddRouting();
        Web.Logging.AddConfiguration(Web.Configuration.GetSection("Logging")).AddSimpleConsole(console => console.SingleLine = true);
        phase.Quieten(Web.Logging);
    }

    public WebApplicationBuilder Web { get; }

    public IHost Build(AppDefinition app)
    {
        Web.WebHost.UseUrls([.. ListenAddresses.From(Web.Configuration)]);
        HostServices.AddTo(Web.Services, Web.Configuration, app, settings);
        WebApplication web = Web.Build();
        try
        {
            return FunctionsHost.Create(web, app, phase);
        }
        catch
        {
            ((IDisposable)web).Dispose();
            throw;
        }
    }

    private static void Limit(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = MaxRequestBody;
    }
}
