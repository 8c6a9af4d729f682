using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using Personalization.Common;
using Personalization.Events;

namespace Personalization.Functions.Assistant.Mcp;

/// <summary>
/// The keys of MCP clients, of their own setting and not of the functions' keys: a program that may call tools has nothing to show where people approve.
/// </summary>
/// <param name="options">Settings.</param>
public sealed class McpKeys(IOptions<McpOptions> options)
{
    internal const int ShortestKey = 16;

    private const int LongestKey = 512;
    private const string Bearer = "Bearer ";

    /// <summary>Programs do not approve what programs have proposed.</summary>
    internal static readonly Problem NotAPerson = new(
        403, "client-key", "This key is an MCP client's", "Proposals are approved by people, in a console with a function key. A key of Mcp__Keys must not be a function key too.");

    private readonly WriteKeys keys = new(options.Value.Keys);

    /// <summary>The client whose key a request shows, or null.</summary>
    public string? ClientOf(HttpRequest request) => Shown(request).Where(key => key.Length is > 0 and <= LongestKey).Select(keys.SourceOf).FirstOrDefault(client => client is not null);

    private static IEnumerable<string> Shown(HttpRequest request)
    {
        string bearer = request.Headers[HeaderNames.Authorization].ToString();
        if (bearer.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) yield return bearer[Bearer.Length..].Trim();
        yield return request.Headers["x-api-key"].ToString();
        yield return request.Headers["x-functions-key"].ToString();
        yield return request.Query["code"].ToString();
    }
}
