using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Common;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Privacy.Enrichment;

/// <summary>What was taken of an answer, and what was not and why.</summary>
/// <param name="Taken">Traits.</param>
/// <param name="LeftOut">Traits with <c>forbidden</c>, <c>no_consent</c>, <c>wrong_type</c> or <c>not_said</c>.</param>
public sealed record EnrichmentOutcome(ImmutableSortedDictionary<string, JsonElement> Taken, ImmutableSortedDictionary<string, string> LeftOut);

/// <summary>What of a service's answer may come into a profile.</summary>
/// <param name="forbidden">What never does.</param>
/// <param name="policy">What holds where people have said nothing.</param>
public sealed class EnrichmentRules(ForbiddenTraits forbidden, ConsentPolicy policy)
{
    /// <summary>The kind of source that such events name.</summary>
    public const string Source = "enrichment";

    private const int LongestText = 200;

    /// <summary>Chooses of an answer what was declared beforehand, is not forbidden, and serves a purpose that the person agreed to.</summary>
    public EnrichmentOutcome Choose(Profile profile, IReadOnlyList<EnrichmentField> fields, JsonElement answer)
    {
        SortedDictionary<string, JsonElement> taken = new(StringComparer.Ordinal);
        SortedDictionary<string, string> leftOut = new(StringComparer.Ordinal);
        Consents consents = new(profile, policy);
        foreach (EnrichmentField field in fields)
        {
            if (forbidden.Holds(field.Trait) || forbidden.Holds(field.From)) leftOut[field.Trait] = "forbidden";
            else if (consents.BasisOf(field.Purpose) is null) leftOut[field.Trait] = "no_consent";
            else if (answer.ValueKind is not JsonValueKind.Object || !answer.TryGetProperty(field.From, out JsonElement value) || value.ValueKind is JsonValueKind.Null) leftOut[field.Trait] = "not_said";
            else if (!IsSimple(value)) leftOut[field.Trait] = "wrong_type";
            else taken[field.Trait] = value.Clone();
        }
        return new EnrichmentOutcome(taken.ToImmutableSortedDictionary(StringComparer.Ordinal), leftOut.ToImmutableSortedDictionary(StringComparer.Ordinal));
    }

    /// <summary>The canonical line of the event that says what was taken: inferred, by that service.</summary>
    public static ReadOnlyMemory<byte> Line(PersonKey person, string enricher, EnrichmentOutcome outcome, DateTimeOffset now) => PersonEvents.Line(
        person, new EventDraft($"enrichment-{StableHash.Hex($"{person}\n{enricher}\n{now.UtcTicks}")}", EventType.Identify, null, null, null, now, now, Source),
        traits: json =>
        {
            foreach ((string trait, JsonElement value) in outcome.Taken)
            {
                json.WritePropertyName(trait);
                value.WriteTo(json);
            }
        },
        context: new Provenance(Source, enricher, Origin: "inferred").Write);

    private static bool IsSimple(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => true,
        JsonValueKind.String => value.GetRawText().Length <= LongestText,
        _ => false,
    };
}
