using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Personalization.Functions.Assistant.Mcp;

/// <summary>Compares what a request's headers say with what its message says: whoever stands in between goes by the headers.</summary>
internal static class McpHeaders
{
    public const string Version = "MCP-Protocol-Version", Method = "Mcp-Method", Name = "Mcp-Name";
    private const string VersionMeta = "io.modelcontextprotocol/protocolVersion", CapabilitiesMeta = "io.modelcontextprotocol/clientCapabilities";
    private const string Encoded = "=?base64?", EncodedEnd = "?=";

    /// <summary>The revision that a message is written in, or why it cannot be answered in any.</summary>
    public static (string Revision, McpError? Error) Check(IHeaderDictionary headers, McpMessage message)
    {
        // The handshake's first message says in its parameters what it would like to speak.
        if (message.Method is "initialize") return (McpRevisions.WithHandshake[0], null);
        string? header = headers.TryGetValue(Version, out var said) ? said.ToString() : null;
        string? meta = message.Meta(VersionMeta) is { ValueKind: JsonValueKind.String } named ? named.GetString() : null;
        if (meta is not null && header is null) return Wrong(Mismatch($"{Version} is missing"));
        if (meta is not null && meta != header) return Wrong(Mismatch($"{Version} says '{header}' and the body says '{meta}'"));
        string revision = header ?? McpRevisions.Unsaid;
        if (!McpRevisions.All.Contains(revision)) return Wrong(Unsupported(revision));
        return (revision, revision == McpRevisions.Stateless && !message.IsNotification ? Stateless(headers, message, meta) : null);
    }

    private static McpError? Stateless(IHeaderDictionary headers, McpMessage message, string? meta)
    {
        if (meta is null) return Missing(VersionMeta);
        if (message.Meta(CapabilitiesMeta).ValueKind is not JsonValueKind.Object) return Missing(CapabilitiesMeta);
        return Differing(headers, Method, message.Method) ?? message.Method switch
        {
            "tools/call" or "prompts/get" => message.Text("name") is { } name ? Differing(headers, Name, name) : null,
            "resources/read" => message.Text("uri") is { } uri ? Differing(headers, Name, uri) : null,
            _ => null,
        };
    }

    private static McpError? Differing(IHeaderDictionary headers, string name, string inBody)
    {
        if (!headers.TryGetValue(name, out var said)) return Mismatch($"{name} is missing");
        string? value = Decoded(said.ToString());
        return value is null ? Mismatch($"{name} is not a value of its encoding") : value == inBody ? null : Mismatch($"{name} says '{value}' and the body says '{inBody}'");
    }

    // What a header cannot carry comes as =?base64?…?=.
    private static string? Decoded(string value)
    {
        if (!value.StartsWith(Encoded, StringComparison.Ordinal) || !value.EndsWith(EncodedEnd, StringComparison.Ordinal) || value.Length < Encoded.Length + EncodedEnd.Length)
            return value.All(letter => letter is '\t' or (>= ' ' and <= '~')) ? value : null;
        string inner = value[Encoded.Length..^EncodedEnd.Length];
        byte[] bytes = new byte[inner.Length];
        return Convert.TryFromBase64String(inner, bytes, out int length) ? Encoding.UTF8.GetString(bytes, 0, length) : null;
    }

    private static McpError Mismatch(string what) => new(McpError.HeaderMismatch, "Header mismatch: " + what);

    private static McpError Missing(string meta) => new(McpError.InvalidParams, $"params._meta needs {meta} in revision {McpRevisions.Stateless}.");

    private static McpError Unsupported(string asked) => new(McpError.UnsupportedVersion, "Unsupported protocol version")
    {
        Data = new JsonObject { ["supported"] = new JsonArray([.. McpRevisions.All.Select(one => (JsonNode)one)]), ["requested"] = asked },
    };

    private static (string, McpError?) Wrong(McpError error) => (McpRevisions.Unsaid, error);
}
