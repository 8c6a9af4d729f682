using System.Reflection;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using HostBuilder = Personalization.LocalHost.Hosting.HostBuilder;
using Personalization.LocalHost.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Builds a function app.</summary>
public class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly HostBuilder host;
    private readonly Assembly app;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware = [];

    internal FunctionsApplicationBuilder(string[] args, Assembly app)
    {
        this.app = app;
        StartupFailures.EndWithOneLine();
        host = new HostBuilder(args, app);
    }

    internal bool ServesHttp { get; set; }

    /// <summary>Shared state of building.</summary>
    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)host.Web).Properties;

    /// <summary>local.settings.json, then the environment, then the command line.</summary>
    public ConfigurationManager Configuration => host.Web.Configuration;

    /// <summary>The environment: <c>AZURE_FUNCTIONS_ENVIRONMENT</c>, or Development.</summary>
    public IHostEnvironment Environment => host.Web.Environment;

    /// <summary>Logging.</summary>
    public ILoggingBuilder Logging => host.Web.Logging;

    /// <summary>Metrics.</summary>
    public IMetricsBuilder Metrics => host.Web.Metrics;

    /// <summary>The app's services.</summary>
    public IServiceCollection Services => host.Web.Services;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    /// <summary>Finds the functions and builds the host. What is wrong with them is one line.</summary>
    public IHost Build() => host.Build(new AppDefinition(app, middleware, ServesHttp));

    /// <summary>Puts another service container behind <see cref="Services"/>.</summary>
    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)host.Web).ConfigureContainer(factory, configure);

    /// <summary>Adds a step around every function; the first added is the outermost.</summary>
    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        this.middleware.Add(middleware);
        return this;
    }
}

/// <summary>ASP.NET Core integration.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>Lets HTTP functions take an <c>HttpRequest</c> and return an <c>IResult</c>.</summary>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.ServesHttp = true;
        return builder;
    }
}
