using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Http;

/// <summary>Cross-origin requests as <c>Host:CORS</c> and <c>Host:CORSCredentials</c> of local.settings.json say.</summary>
internal sealed class Cors
{
    // A day: what a browser remembers of a preflight at most (browsers cap it lower themselves).
    private const string PreflightSeconds = "86400";

    private readonly HashSet<string> origins;
    private readonly bool anyOrigin;
    private readonly bool credentials;

    private Cors(HashSet<string> origins, bool credentials)
    {
        this.origins = origins;
        this.credentials = credentials;
        anyOrigin = origins.Contains("*");
    }

    /// <summary>Null when no origin is configured: then the host says nothing about origins, and a function may.</summary>
    /// <exception cref="HostStartupException">Credentials for any origin.</exception>
    public static Cors? From(IConfiguration configuration)
    {
        string[] origins = (configuration["Host:CORS"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (origins.Length == 0) return null;
        bool credentials = bool.TryParse(configuration["Host:CORSCredentials"], out bool value) && value;
        Cors cors = new(origins.Select(origin => origin.TrimEnd('/')).ToHashSet(StringComparer.OrdinalIgnoreCase), credentials);
        return cors is { anyOrigin: true, credentials: true }
            ? throw new HostStartupException("Host:CORS cannot be * while Host:CORSCredentials is true: name the origins")
            : cors;
    }

    /// <summary>Adds the headers that let the page read the answer. True when the request was a preflight, which is then answered.</summary>
    public bool Handle(HttpContext http)
    {
        string? origin = http.Request.Headers.Origin;
        if (string.IsNullOrEmpty(origin)) return false;
        IHeaderDictionary answer = http.Response.Headers;
        if (!anyOrigin) answer.Append("Vary", "Origin");
        bool allowed = anyOrigin || origins.Contains(origin);
        if (allowed) answer.AccessControlAllowOrigin = anyOrigin ? "*" : origin;
        if (allowed && credentials) answer.AccessControlAllowCredentials = "true";
        StringValues method = http.Request.Headers.AccessControlRequestMethod;
        if (!HttpMethods.IsOptions(http.Request.Method) || StringValues.IsNullOrEmpty(method)) return false;
        if (allowed) Permit(http.Request, answer, method);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }

    private static void Permit(HttpRequest request, IHeaderDictionary answer, StringValues method)
    {
        answer.AccessControlAllowMethods = method;
        answer.AccessControlMaxAge = PreflightSeconds;
        StringValues headers = request.Headers.AccessControlRequestHeaders;
        if (!StringValues.IsNullOrEmpty(headers)) answer.AccessControlAllowHeaders = headers;
    }
}
