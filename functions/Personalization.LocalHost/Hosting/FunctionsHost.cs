using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Personalization.LocalHost.Durable;
using Personalization.LocalHost.Http;

namespace Personalization.LocalHost.Hosting;

/// <summary>HTTP first, then the listeners; at the end both stop taking work and finish what runs.</summary>
internal sealed class FunctionsHost : IHost, IAsyncDisposable
{
    private readonly WebApplication web;
    private readonly StartPhase phase;
    private readonly ListenerSet listeners;
    private readonly BackgroundRuns background;
    private readonly HostStatus status;
    private readonly TimeProvider time;
    private readonly TimeSpan drainLimit;
    private readonly ILogger logger;

    private FunctionsHost(WebApplication web, StartPhase phase)
    {
        this.web = web;
        this.phase = phase;
        listeners = web.Services.GetRequiredService<ListenerSet>();
        background = web.Services.GetRequiredService<BackgroundRuns>();
        status = web.Services.GetRequiredService<HostStatus>();
        time = web.Services.GetRequiredService<TimeProvider>();
        drainLimit = web.Services.GetRequiredService<IOptions<LocalHostOptions>>().Value.DrainLimit;
        logger = web.Services.GetRequiredService<ILogger<FunctionsHost>>();
    }

    public IServiceProvider Services => web.Services;

    public static FunctionsHost Create(WebApplication web, AppDefinition app, StartPhase phase)
    {
        FunctionPlanner planner = web.Services.GetRequiredService<FunctionPlanner>();
        FunctionRegistry registry = web.Services.GetRequiredService<FunctionRegistry>();
        IEnumerable<Type> types = web.Services.GetRequiredService<IOptions<LocalHostOptions>>().Value.FunctionTypes ?? app.Assembly.GetExportedTypes();
        registry.Fill(FunctionDiscovery.Find(types).Select(planner.Plan));
        FunctionPlan[] http = [.. registry.Plans.Where(plan => plan.Provider is null)];
        if (http.Length > 0 && !app.ServesHttp)
            throw new HostStartupException($"Function {http[0].Name}: HTTP functions need builder.ConfigureFunctionsWebApplication() in Program.cs");
        Map(web, http);
        return new FunctionsHost(web, phase);
    }

    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            await web.StartAsync(cancellationToken);
        }
        catch (Exception failure) when (failure is IOException { InnerException: AddressInUseException } or SocketException)
        {
            string reason = failure is SocketException ? failure.Message : "the address is taken";
            throw new HostStartupException($"Cannot listen on {string.Join(" or ", ListenAddresses.From(web.Configuration))}: {reason}; choose another with --port", failure);
        }
        phase.End();
        try
        {
            await listeners.StartAsync(cancellationToken);
        }
        catch
        {
            await StopAsync(CancellationToken.None);
            throw;
        }
        status.State = "Running";
        int functions = web.Services.GetRequiredService<FunctionRegistry>().Plans.Count(plan => !plan.Disabled);
        await Console.Out.WriteLineAsync($"Listening on {string.Join(", ", web.Urls)} ({functions} functions)");
    }

    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        status.State = "Stopping";
        using CancellationTokenSource limit = new(drainLimit, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await Task.WhenAll(listeners.StopAsync(either.Token), background.DrainAsync(either.Token), web.StopAsync(either.Token));
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            Log.DrainLimitReached(logger, drainLimit);
        }
    }

    public void Dispose() => ((IDisposable)web).Dispose();

    public ValueTask DisposeAsync() => web.DisposeAsync();

    private static void Map(WebApplication web, IEnumerable<FunctionPlan> http)
    {
        FunctionRoutes routes = web.Services.GetRequiredService<FunctionRoutes>();
        IEnumerable<Endpoint> functions = http.Where(plan => !plan.Disabled).Select(routes.Endpoint);
        IEnumerable<Endpoint> admin = web.Services.GetRequiredService<AdminRoutes>().Endpoints();
        IEnumerable<Endpoint> durable = web.Services.GetRequiredService<DurableRoutes>().Endpoints();
        ((IEndpointRouteBuilder)web).DataSources.Add(new DefaultEndpointDataSource([.. functions, .. admin, .. durable]));
        ((IApplicationBuilder)web).Run(new RequestDispatcher(Cors.From(web.Configuration)).HandleAsync);
    }
}
