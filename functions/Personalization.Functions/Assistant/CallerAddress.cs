using Microsoft.AspNetCore.Http;

namespace Personalization.Functions.Assistant;

/// <summary>Tells from which address a request comes.</summary>
internal static class CallerAddress
{
    /// <summary>The address; null where there is none. The last hop is the platform's own; what stands before it anybody can have written.</summary>
    public static string? Of(HttpRequest request) =>
        request.Headers["X-Forwarded-For"].LastOrDefault()?.Split(',')[^1].Trim() is { Length: > 0 } said ? said : request.HttpContext.Connection.RemoteIpAddress?.ToString();
}
