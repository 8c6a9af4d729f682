using System.Text.Json;
using Personalization.Common;

namespace Personalization.Recommendations.Merchandising;

/// <summary>What a body of rules came to: rules, or a problem that names every field that is wrong.</summary>
/// <param name="Rules">Rules; none where there is a problem.</param>
/// <param name="Problem">Why they cannot be taken.</param>
public sealed record RuleReading(IReadOnlyList<MerchandisingRule> Rules, Problem? Problem);

/// <summary>Reads rules as a merchant writes them: <c>{"rules":[...]}</c>. One mistake refuses them all, and every mistake is told.</summary>
public static class RuleReader
{
    /// <summary>Rules of a shop.</summary>
    public const int MostRules = 200;

    /// <summary>Bytes of all rules.</summary>
    public const int MostBytes = 1024 * 1024;

    private const int MostErrors = 100;

    /// <summary>Limits that no stored rule exceeds.</summary>
    internal static MerchandisingLimits NoLimits { get; } = new(double.MaxValue, 0);

    /// <summary>Reads rules.</summary>
    /// <param name="body">The body.</param>
    /// <param name="limits">The shop's limits.</param>
    /// <param name="strategies">Names of the strategies there are; null to take any.</param>
    public static RuleReading Read(ReadOnlyMemory<byte> body, MerchandisingLimits limits, IReadOnlyCollection<string>? strategies)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(body.Span);
        }
        catch (JsonException fault)
        {
            return Refused("invalid-json", "The body is not JSON", $"{fault.Message} Send {{\"rules\":[...]}}.", null);
        }
        return Read(root, limits, strategies);
    }

    /// <summary>Reads rules out of a larger body.</summary>
    /// <param name="root">The object with the member <c>rules</c>.</param>
    /// <param name="limits">The shop's limits.</param>
    /// <param name="strategies">Names of the strategies there are; null to take any.</param>
    public static RuleReading Read(JsonElement root, MerchandisingLimits limits, IReadOnlyCollection<string>? strategies)
    {
        if (root.ValueKind is not JsonValueKind.Object || !root.TryGetProperty("rules", out JsonElement rules) || rules.ValueKind is not JsonValueKind.Array)
            return Refused("invalid-rules", "The rules cannot be taken", "The body needs the member rules, an array.", [new ProblemError("missing", "/rules", "rules is needed, an array.")]);
        if (rules.GetArrayLength() > MostRules)
            return Refused("invalid-rules", "The rules cannot be taken", $"There may be {MostRules} rules.", [new ProblemError("too_many", "/rules", $"There may be {MostRules} rules.")]);
        if (JsonPointer.OfInvalidText(rules, "/rules") is { } pointer)
            return Refused("invalid-rules", "The rules cannot be taken", $"The text at {pointer} is not Unicode.", [new ProblemError("invalid_text", pointer, "The text is not Unicode.")]);
        List<ProblemError> errors = [];
        List<MerchandisingRule> read = [];
        HashSet<string> ids = new(StringComparer.Ordinal);
        foreach ((int place, JsonElement item) in rules.EnumerateArray().Index())
        {
            if (new RuleFields(item, $"/rules/{place}", errors).Rule(limits, strategies) is not { } rule) continue;
            read.Add(rule);
            if (!ids.Add(rule.Id)) errors.Add(new ProblemError("repeated", $"/rules/{place}/id", $"Another rule has the id \"{rule.Id}\" too."));
        }
        return errors.Count == 0
            ? new RuleReading(read, null)
            : Refused("invalid-rules", "The rules cannot be taken", $"{errors.Count} fields are wrong, none of the rules was taken. {errors[0].Pointer}: {errors[0].Detail}", [.. errors.Take(MostErrors)]);
    }

    private static RuleReading Refused(string code, string title, string detail, IReadOnlyList<ProblemError>? errors) =>
        new([], new Problem(400, code, title, detail, errors));
}
