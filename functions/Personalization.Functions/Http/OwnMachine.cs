using System.Net;
using Microsoft.AspNetCore.Http;

namespace Personalization.Functions.Http;

/// <summary>Tells whether somebody at this very machine asks: not through a proxy, and not under another's name (which a page of another site could have made up).</summary>
internal static class OwnMachine
{
    private static readonly string[] Forwarded = ["X-Forwarded-For", "X-Forwarded-Host", "Forwarded"];
    private static readonly string[] Here = ["localhost", "127.0.0.1", "[::1]"];

    /// <summary>Whether the request comes from this machine.</summary>
    public static bool Asks(HttpRequest request) =>
        request.HttpContext.Connection.RemoteIpAddress is { } caller && IPAddress.IsLoopback(caller)
        && Here.Contains(request.Host.Host, StringComparer.OrdinalIgnoreCase) && !Forwarded.Any(request.Headers.ContainsKey);
}
