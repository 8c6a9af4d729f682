using System.Text.Json;
using Personalization.Common;
using Personalization.Profiles;

namespace Personalization.Experiments;

/// <summary>What a client of OpenFeature's remote evaluation protocol asks by. Error codes are OpenFeature's.</summary>
/// <param name="Visitor">The device that <c>context.targetingKey</c> names; null where the request cannot be answered.</param>
/// <param name="ErrorCode">Why it cannot be.</param>
/// <param name="Details">The same in words.</param>
public sealed record FlagRequest(PersonKey? Visitor, string ErrorCode = "", string Details = "")
{
    private const int LongestKey = 200;

    /// <summary>Reads a body.</summary>
    public static FlagRequest Read(ReadOnlyMemory<byte> body)
    {
        JsonBody json = JsonBody.Parse(body);
        if (json.Fault is { } fault) return new FlagRequest(null, "PARSE_ERROR", fault);
        if (json.Root.ValueKind is not JsonValueKind.Object || !json.Root.TryGetProperty("context", out JsonElement context) || context.ValueKind is not JsonValueKind.Object)
            return new FlagRequest(null, "INVALID_CONTEXT", "context must be an object.");
        if (!context.TryGetProperty("targetingKey", out JsonElement key) || key.ValueKind is not JsonValueKind.String || key.GetString() is not { Length: > 0 } id)
            return new FlagRequest(null, "TARGETING_KEY_MISSING", "context.targetingKey must name the visitor: the anonymousId that events bear.");
        return id.Length > LongestKey ? new FlagRequest(null, "INVALID_CONTEXT", $"targetingKey may have {LongestKey} characters.") : new FlagRequest(PersonKey.Anonymous(id));
    }
}
