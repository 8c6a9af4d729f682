using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Common;

namespace Personalization.Recommendations.Merchandising;

/// <summary>Rules as JSON, on the wire and in storage.</summary>
public static class RuleCodec
{
    /// <summary>Compact, camelCase, absent members left out, letters of every script as they are.</summary>
    public static RuleJson Json { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter<RuleAction>(JsonNamingPolicy.SnakeCaseLower), new JsonStringEnumConverter<RuleGroup>(JsonNamingPolicy.SnakeCaseLower),
        },
    });

    /// <summary>One rule.</summary>
    public static string Text(MerchandisingRule rule) => JsonSerializer.Serialize(rule, Json.MerchandisingRule);

    /// <summary>All rules as they are stored.</summary>
    public static byte[] Serialize(MerchandisingRuleSet set) => JsonSerializer.SerializeToUtf8Bytes(new RulesDocument(set.Rules), Json.RulesDocument);

    /// <summary>Stored rules, by version <paramref name="version"/>. Throws <see cref="InvalidDataException"/> for anything else.</summary>
    public static MerchandisingRuleSet Deserialize(ReadOnlyMemory<byte> bytes, string version)
    {
        // The shop's limits may have changed since: they hold where rules are applied.
        RuleReading reading = RuleReader.Read(bytes, RuleReader.NoLimits, null);
        return reading.Problem is null
            ? new MerchandisingRuleSet(version, reading.Rules)
            : throw new InvalidDataException("The stored rules cannot be read: " + reading.Problem.Detail);
    }

    /// <summary>The version of rules: a hash of what they are stored as.</summary>
    public static string VersionOf(ReadOnlySpan<byte> stored) => StableHash.Hex(System.Text.Encoding.UTF8.GetString(stored), 16);
}

/// <summary>Rules as they are stored.</summary>
/// <param name="Rules">Rules.</param>
public sealed record RulesDocument(IReadOnlyList<MerchandisingRule> Rules);

/// <summary>Source-generated serializers of rules and their costs.</summary>
[JsonSerializable(typeof(RulesDocument))]
[JsonSerializable(typeof(ImmutableSortedDictionary<string, RuleCost>))]
public sealed partial class RuleJson : JsonSerializerContext;
