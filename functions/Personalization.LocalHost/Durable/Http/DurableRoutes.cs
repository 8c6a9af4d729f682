using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Personalization.LocalHost.Http;

namespace Personalization.LocalHost.Durable;

/// <summary>Durable Functions' HTTP management API, opened by the master key or a system key.</summary>
internal sealed class DurableRoutes(DurableHost host, FunctionKeys keys)
{
    private const string Base = "runtime/webhooks/durabletask";

    private readonly KeyLock system = keys.ForSystem("durabletask_extension");

    public IEnumerable<Endpoint> Endpoints() => !host.IsUsed ? [] :
    [
        Endpoint("POST", "orchestrators/{name}/{instanceId?}", StartAsync),
        Endpoint("GET", "instances", ListAsync),
        Endpoint("DELETE", "instances", PurgeAllAsync),
        Endpoint("GET", "instances/{instanceId}", StatusAsync),
        Endpoint("DELETE", "instances/{instanceId}", PurgeAsync),
        Endpoint("POST", "instances/{instanceId}/raiseEvent/{eventName}", RaiseAsync),
        Endpoint("POST", "instances/{instanceId}/terminate", http => SendAsync(http, new ExecutionTerminated(JsonConverter.Instance.Serialize(Reason(http)), false))),
        Endpoint("POST", "instances/{instanceId}/suspend", http => SendAsync(http, new ExecutionSuspended(Reason(http)))),
        Endpoint("POST", "instances/{instanceId}/resume", http => SendAsync(http, new ExecutionResumed(Reason(http)))),
    ];

    private async Task StartAsync(HttpContext http)
    {
        string? input = await BodyAsync(http);
        StartOrchestrationOptions? options = http.Request.RouteValues["instanceId"] is string id ? new StartOrchestrationOptions(id) : null;
        string instanceId = await host.Client.ScheduleNewOrchestrationInstanceAsync(
            Route(http, "name"), input is null ? null : JsonDocument.Parse(input).RootElement, options, http.RequestAborted);
        await WriteAsync(http, StatusCodes.Status202Accepted, ManagementAddresses.Of(http, Base, instanceId));
    }

    private async Task ListAsync(HttpContext http)
    {
        OrchestrationQuery query = ManagementQuery.Read(http.Request);
        await foreach (Page<OrchestrationMetadata> page in host.Client.GetAllInstancesAsync(query).AsPages())
        {
            if (page.ContinuationToken is { } token) http.Response.Headers["x-ms-continuation-token"] = token;
            await WriteAsync(http, StatusCodes.Status200OK, page.Values.Select(InstanceDescription.Of));
            return;
        }
    }

    private async Task PurgeAllAsync(HttpContext http)
    {
        OrchestrationQuery query = ManagementQuery.Read(http.Request);
        PurgeResult purged = await host.Client.PurgeAllInstancesAsync(new(query.CreatedFrom, query.CreatedTo, query.Statuses), null, http.RequestAborted);
        await PurgedAsync(http, purged);
    }

    private async Task PurgeAsync(HttpContext http) => await PurgedAsync(http, await host.Client.PurgeInstanceAsync(Route(http, "instanceId"), null, http.RequestAborted));

    private async Task StatusAsync(HttpContext http)
    {
        OrchestrationMetadata? found = await host.Client.GetInstanceAsync(Route(http, "instanceId"), true, http.RequestAborted);
        if (found is null) await Problem.WriteAsync(http, StatusCodes.Status404NotFound, $"There is no instance {Route(http, "instanceId")}.");
        else await WriteAsync(http, found.IsCompleted ? StatusCodes.Status200OK : StatusCodes.Status202Accepted, InstanceDescription.Of(found));
    }

    private async Task RaiseAsync(HttpContext http) => await SendAsync(http, new EventRaised(Route(http, "eventName"), await BodyAsync(http)));

    private async Task SendAsync(HttpContext http, HistoryEvent what)
    {
        Delivery delivery = await host.Client.SendAsync(Route(http, "instanceId"), what, http.RequestAborted);
        if (delivery == Delivery.Taken) http.Response.StatusCode = StatusCodes.Status202Accepted;
        else if (delivery == Delivery.Ended) await Problem.WriteAsync(http, StatusCodes.Status410Gone, "The instance has ended.");
        else await Problem.WriteAsync(http, StatusCodes.Status404NotFound, $"There is no instance {Route(http, "instanceId")}.");
    }

    private static Task PurgedAsync(HttpContext http, PurgeResult purged) => purged.PurgedInstanceCount > 0
        ? WriteAsync(http, StatusCodes.Status200OK, new { instancesDeleted = purged.PurgedInstanceCount })
        : Problem.WriteAsync(http, StatusCodes.Status404NotFound, "No instance that has ended fits.");

    private Endpoint Endpoint(string method, string route, RequestDelegate handle)
    {
        RouteEndpointBuilder endpoint = new(http => GuardedAsync(http, handle), RoutePatternFactory.Parse($"{Base}/{route}"), order: 0) { DisplayName = route };
        endpoint.Metadata.Add(new HttpMethodMetadata([method]));
        return endpoint.Build();
    }

    private async Task GuardedAsync(HttpContext http, RequestDelegate handle)
    {
        if (!system.OpensFor(http.Request))
        {
            await Problem.WriteAsync(http, StatusCodes.Status401Unauthorized, system.Refusal);
            return;
        }
        try
        {
            await handle(http);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or JsonException)
        {
            await Problem.WriteAsync(http, StatusCodes.Status400BadRequest, wrong.Message);
        }
        catch (global::DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException exists)
        {
            await Problem.WriteAsync(http, StatusCodes.Status409Conflict, exists.Message);
        }
    }

    /// <summary>The body as JSON text; null for none.</summary>
    private static async Task<string?> BodyAsync(HttpContext http)
    {
        using StreamReader reader = new(http.Request.Body);
        string body = await reader.ReadToEndAsync(http.RequestAborted);
        if (string.IsNullOrWhiteSpace(body)) return null;
        using JsonDocument json = JsonDocument.Parse(body);
        return json.RootElement.GetRawText();
    }

    private static string Route(HttpContext http, string name) => (string)http.Request.RouteValues[name]!;

    private static string? Reason(HttpContext http) => http.Request.Query["reason"] is { Count: > 0 } reason ? reason.ToString() : null;

    private static Task WriteAsync<T>(HttpContext http, int status, T value)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(value, InstanceDescription.Json, http.RequestAborted);
    }
}
