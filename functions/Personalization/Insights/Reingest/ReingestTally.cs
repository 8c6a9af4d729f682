using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Insights.Reingest;

/// <summary>Adds up what a re-ingest changes.</summary>
public sealed class ReingestTally
{
    private const int MostExamples = 5, MostNames = 200, MostFields = 12;

    private readonly List<FixExample> examples = [];
    private readonly SortedDictionary<string, long> traits = new(StringComparer.Ordinal), counts = new(StringComparer.Ordinal);
    private long read, changed, dropped, profiles;

    /// <summary>Counts an event of the range.</summary>
    public void Read() => read++;

    /// <summary>Counts an event that is read otherwise; null after for one that counts as never sent.</summary>
    public void Change(ShopEvent before, ShopEvent? after)
    {
        changed++;
        if (after is null) dropped++;
        FixExample example = new(before.Event ?? before.Type.Name(), Fields(before), after is null ? null : $"{after.Event ?? after.Type.Name()} {Fields(after)}");
        if (examples.Count < MostExamples && !examples.Contains(example)) examples.Add(example);
    }

    /// <summary>Counts how a profile differs, if it does.</summary>
    public void Compare(Profile before, Profile after)
    {
        if (ProfileCodec.Serialize(before).AsSpan().SequenceEqual(ProfileCodec.Serialize(after))) return;
        profiles++;
        foreach (string name in before.Traits.Keys.Union(after.Traits.Keys, StringComparer.Ordinal))
            if (Text(before, name) != Text(after, name)) Add(traits, name, 1);
        foreach (string name in before.EventCounts.Keys.Union(after.EventCounts.Keys, StringComparer.Ordinal))
            if (after.EventCounts.GetValueOrDefault(name) - before.EventCounts.GetValueOrDefault(name) is not 0 and var by) Add(counts, name, by);
    }

    /// <summary>All together.</summary>
    /// <param name="people">Keys of people concerned.</param>
    /// <param name="left">Profiles left as they are.</param>
    public ReingestSummary Sum(long people, long left) => new()
    {
        EventsRead = read, EventsChanged = changed, EventsDropped = dropped, People = people, ProfilesChanged = profiles, ProfilesLeft = left,
        Traits = traits.ToImmutableSortedDictionary(StringComparer.Ordinal), Counts = counts.ToImmutableSortedDictionary(StringComparer.Ordinal), Examples = [.. examples],
    };

    private static string? Text(Profile profile, string name) => profile.Traits.TryGetValue(name, out Trait? trait) ? trait.Value.GetRawText() : null;

    private static void Add(SortedDictionary<string, long> to, string name, long by)
    {
        if (to.ContainsKey(name) || to.Count < MostNames) to[name] = to.GetValueOrDefault(name) + by;
    }

    private static string Fields(ShopEvent shopEvent) => string.Join(
        ", ", new[] { shopEvent.Properties, shopEvent.Traits }.Where(one => one.ValueKind is JsonValueKind.Object).SelectMany(one => one.EnumerateObject())
            .Take(MostFields).Select(member => $"{member.Name}: {Kind(member.Value.ValueKind)}"));

    private static string Kind(JsonValueKind kind) => kind switch
    {
        JsonValueKind.String => "text",
        JsonValueKind.Number => "number",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Object => "object",
        JsonValueKind.Array => "list",
        _ => "null",
    };
}
