using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Http;

/// <summary>The Functions host's own endpoints, those of them that a script or a test uses.</summary>
internal sealed class AdminRoutes(FunctionRegistry registry, FunctionRoutes routes, FunctionKeys keys, HostStatus status, AdminRuns runs, ClockRoutes clock)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly KeyLock master = keys.ForMaster();

    public IEnumerable<Endpoint> Endpoints() =>
    [
        Endpoint("GET", "admin/host/ping", _ => Task.CompletedTask),
        Endpoint("GET", "admin/host/status", Locked(http => WriteAsync(http, status.Describe()))),
        Endpoint("GET", "admin/host/clock", Locked(clock.ReadAsync)),
        Endpoint("POST", "admin/host/clock", Locked(clock.MoveAsync)),
        Endpoint("GET", "admin/functions", Locked(http => WriteAsync(http, registry.Plans.Select(Describe)))),
        Endpoint("POST", "admin/functions/{name}", Locked(runs.RunAsync)),
    ];

    private RequestDelegate Locked(RequestDelegate handle) => http =>
        master.OpensFor(http.Request) ? handle(http) : Problem.WriteAsync(http, StatusCodes.Status401Unauthorized, master.Refusal);

    private FunctionSummary Describe(FunctionPlan plan)
    {
        HttpTriggerAttribute? trigger = plan.Function.Trigger as HttpTriggerAttribute;
        string kind = plan.Definition.InputBindings[plan.Function.TriggerParameter.Name!].Type;
        return new FunctionSummary(plan.Name, kind, trigger is null ? null : "/" + routes.Route(plan), trigger?.Methods, plan.Disabled);
    }

    private static Task WriteAsync<T>(HttpContext http, T value) => http.Response.WriteAsJsonAsync(value, Json, http.RequestAborted);

    private static Endpoint Endpoint(string method, string route, RequestDelegate handle)
    {
        RouteEndpointBuilder endpoint = new(handle, RoutePatternFactory.Parse(route), order: 0) { DisplayName = route };
        endpoint.Metadata.Add(new HttpMethodMetadata([method]));
        return endpoint.Build();
    }

    private sealed record FunctionSummary(string Name, string Trigger, string? Route, string[]? Methods, bool Disabled);
}
