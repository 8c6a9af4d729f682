using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Events;

namespace Personalization.Profiles.Staff;

/// <summary>
/// Collects what staff say. What falls out of the bounds has enough newer statements about other things before it for ever: the order of
/// adding does not show.
/// </summary>
internal sealed class StaffBuilder(StaffFacts start)
{
    private readonly ImmutableSortedDictionary<string, TagStatement>.Builder tags = start.TagStatements.ToBuilder();
    private readonly ImmutableSortedDictionary<string, NoteStatement>.Builder notes = start.NoteStatements.ToBuilder();
    private LoyaltyStatement? loyalty = start.Loyalty;

    public void Add(ShopEvent shopEvent, ulong eventId)
    {
        if (shopEvent.Event is not { } name || !ReservedEvents.Contains(name) || shopEvent.Properties.ValueKind is not JsonValueKind.Object) return;
        JsonElement said = shopEvent.Properties;
        string? by = StaffTexts.Name(Provenance.Of(shopEvent)?.By);
        switch (name)
        {
            case ReservedEvents.CustomerTagged or ReservedEvents.CustomerUntagged when StaffTexts.Tag(Interactions.Text(said, "tag") ?? "") is { } tag:
                Add(tag, new TagStatement(shopEvent.Timestamp, eventId, by, Time(said, "expires"), name is ReservedEvents.CustomerUntagged));
                break;
            case ReservedEvents.CustomerNoteAdded when NoteIdOf(said) is { } id && Interactions.Text(said, "text") is { Length: > 0 and <= ProfileLimits.NoteLength } text:
                Add(id, new NoteStatement(shopEvent.Timestamp, eventId, text, by, Time(said, "expires")));
                break;
            case ReservedEvents.CustomerNoteRemoved when NoteIdOf(said) is { } id:
                Add(id, new NoteStatement(shopEvent.Timestamp, eventId, null, by));
                break;
            case ReservedEvents.LoyaltyUpdated:
                Add(new LoyaltyStatement(
                    shopEvent.Timestamp, eventId, StaffTexts.Name(Interactions.Text(said, "tier")), Interactions.Number(said, "points"),
                    StaffTexts.Name(Interactions.Text(said, "program")), by));
                break;
        }
    }

    public void Add(StaffFacts other)
    {
        foreach ((string tag, TagStatement said) in other.TagStatements) Add(tag, said);
        foreach ((string id, NoteStatement said) in other.NoteStatements) Add(id, said);
        if (other.Loyalty is { } standing) Add(standing);
    }

    public StaffFacts Build() => tags.Count + notes.Count == 0 && loyalty is null
        ? StaffFacts.None
        : new StaffFacts
        {
            TagStatements = Newest(tags, one => (one.At, one.EventId)),
            NoteStatements = Newest(notes, one => (one.At, one.EventId)),
            Loyalty = loyalty,
        };

    private void Add(string tag, TagStatement said)
    {
        if (!tags.TryGetValue(tag, out TagStatement? known) || (said.At, said.EventId).CompareTo((known.At, known.EventId)) > 0) tags[tag] = said;
    }

    private void Add(string id, NoteStatement said)
    {
        if (!notes.TryGetValue(id, out NoteStatement? known) || (said.At, said.EventId).CompareTo((known.At, known.EventId)) > 0) notes[id] = said;
    }

    private void Add(LoyaltyStatement said)
    {
        if (loyalty is null || (said.At, said.EventId).CompareTo((loyalty.At, loyalty.EventId)) > 0) loyalty = said;
    }

    private static string? NoteIdOf(JsonElement said) => StaffTexts.NoteId(Interactions.Text(said, "note_id") ?? "");

    private static DateTimeOffset? Time(JsonElement said, string name) =>
        said.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String && value.TryGetDateTimeOffset(out DateTimeOffset time) ? time.ToUniversalTime() : null;

    private static ImmutableSortedDictionary<string, T> Newest<T>(ImmutableSortedDictionary<string, T>.Builder all, Func<T, (DateTimeOffset, ulong)> order) =>
        all.Count <= ProfileLimits.StaffStatements
            ? all.ToImmutable()
            : all.OrderByDescending(one => order(one.Value)).ThenBy(one => one.Key, StringComparer.Ordinal)
                .Take(ProfileLimits.StaffStatements).ToImmutableSortedDictionary(StringComparer.Ordinal);
}
