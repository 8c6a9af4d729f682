using System.Globalization;
using System.Text.Json;
using Personalization.Common;
using Personalization.Events;
using Personalization.Profiles.Staff;

namespace Personalization.Profiles.Imports;

/// <summary>What a file says of people, as events of the ordinary pipeline. The same line of the same import gives the same events.</summary>
/// <param name="importId">The import.</param>
/// <param name="now">When it was asked for, UTC.</param>
public sealed class PersonLines(string importId, DateTimeOffset now)
{
    private const string Source = "import";

    /// <summary>The canonical lines of a person.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Of(PersonRow row, PersonKey person)
    {
        if (!row.Traits.IsEmpty)
            yield return Identify(person, $"{importId}\n{row.Line}\ntraits", now, new Provenance(Source, importId, Origin: "declared"), json =>
            {
                foreach ((string trait, string value) in row.Traits) json.WriteString(trait, value);
            });
        // A consent is as old as it says: what the person has said since stands.
        foreach (FiledConsent consent in row.Consents)
            yield return Identify(
                person, $"{person}\n{consent.Trait}\n{consent.Value}\n{consent.At?.UtcTicks ?? now.UtcTicks}", consent.At ?? now, new Provenance(Source, consent.Source ?? importId, Origin: "declared"),
                json => json.WriteString(consent.Trait, consent.Value));
        foreach (string tag in row.Tags)
        {
            StaffChange change = new(ReservedEvents.CustomerTagged, Source, json => json.WriteString("tag", tag));
            yield return change.Line(person, Id($"{importId}\n{row.Line}\ntag\n{tag}"), now);
        }
        if (row.Score is { } score)
            yield return Identify(
                person, $"{importId}\n{row.Line}\nscore", now, new Provenance(Source, score.Provider, Confidence: score.Confidence, Origin: "inferred"), json => Write(json, score));
    }

    private static void Write(Utf8JsonWriter json, FiledScore score)
    {
        string trait = Scores.Prefix + score.Name;
        json.WriteNumber(trait, score.Value);
        if (score.ValidUntil is { } until) json.WriteString(Scores.UntilOf(trait), EventCodec.Text(until));
        else json.WriteNull(Scores.UntilOf(trait));
    }

    private ReadOnlyMemory<byte> Identify(PersonKey person, string id, DateTimeOffset at, Provenance provenance, Action<Utf8JsonWriter> traits) =>
        PersonEvents.Line(person, new EventDraft(Id(id), EventType.Identify, null, null, null, at, now, Source), traits: traits, context: provenance.Write);

    private static string Id(string content) => string.Create(CultureInfo.InvariantCulture, $"import-{StableHash.Hex(content)}");
}
