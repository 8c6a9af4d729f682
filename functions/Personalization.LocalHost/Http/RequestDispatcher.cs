using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Personalization.LocalHost.Http;

/// <summary>Hands a routed request to its endpoint, or says why it has none.</summary>
internal sealed class RequestDispatcher(Cors? cors)
{
    public Task HandleAsync(HttpContext http)
    {
        if (cors is not null && cors.Handle(http)) return Task.CompletedTask;
        return http.GetEndpoint() switch
        {
            RouteEndpoint endpoint => endpoint.RequestDelegate!(http),
            null => Problem.WriteAsync(http, StatusCodes.Status404NotFound, $"No function answers {http.Request.Path}."),
            Endpoint other => RefuseAsync(http, other),
        };
    }

    /// <summary>Routing puts endpoints of its own in the place of one that fits all but the method: they set the status and Allow.</summary>
    private static async Task RefuseAsync(HttpContext http, Endpoint endpoint)
    {
        await endpoint.RequestDelegate!(http);
        if (http.Response.StatusCode < StatusCodes.Status400BadRequest || http.Response.HasStarted) return;
        string? detail = http.Response.StatusCode == StatusCodes.Status405MethodNotAllowed ? $"This address answers {http.Response.Headers.Allow}." : null;
        await Problem.WriteAsync(http, http.Response.StatusCode, detail);
    }
}
