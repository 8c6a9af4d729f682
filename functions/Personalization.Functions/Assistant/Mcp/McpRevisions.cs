using System.Collections.Immutable;

namespace Personalization.Functions.Assistant.Mcp;

/// <summary>The revisions of the protocol that are spoken.</summary>
internal static class McpRevisions
{
    /// <summary>The one without a handshake: every message says what it needs.</summary>
    public const string Stateless = "2026-07-28";

    /// <summary>What a message without any word on it is written in.</summary>
    public const string Unsaid = "2025-03-26";

    /// <summary>Those that begin with a handshake, the newest first.</summary>
    public static readonly ImmutableArray<string> WithHandshake = ["2025-11-25", "2025-06-18", Unsaid];

    /// <summary>All, the newest first.</summary>
    public static readonly ImmutableArray<string> All = [Stateless, .. WithHandshake];
}
