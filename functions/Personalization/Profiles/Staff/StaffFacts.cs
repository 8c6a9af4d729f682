using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Personalization.Events;

namespace Personalization.Profiles.Staff;

/// <summary>
/// What staff say of a person: for each tag and note the newest statement, that it was taken back included, so that the order of arrival does
/// not show. Field names are storage format.
/// </summary>
public sealed record StaffFacts
{
    /// <summary>Nothing said.</summary>
    public static StaffFacts None { get; } = new();

    /// <summary>The newest statement about each tag, by tag.</summary>
    [JsonPropertyName("tags")]
    public ImmutableSortedDictionary<string, TagStatement> TagStatements { get; init; } = ImmutableSortedDictionary.Create<string, TagStatement>(StringComparer.Ordinal);

    /// <summary>The newest statement about each note, by the note's id.</summary>
    [JsonPropertyName("notes")]
    public ImmutableSortedDictionary<string, NoteStatement> NoteStatements { get; init; } = ImmutableSortedDictionary.Create<string, NoteStatement>(StringComparer.Ordinal);

    /// <summary>The newest statement about the person's loyalty program; null before any.</summary>
    public LoyaltyStatement? Loyalty { get; init; }

    /// <summary>The tags that the person has at a moment, in the order of the alphabet.</summary>
    public IEnumerable<KeyValuePair<string, TagStatement>> Tags(DateTimeOffset now) => TagStatements.Where(one => !one.Value.Removed && !(one.Value.Expires <= now));

    /// <summary>Whether the person has a tag at a moment. Letters' case does not count.</summary>
    public bool HasTag(string tag, DateTimeOffset now) =>
        StaffTexts.Tag(tag) is { } known && TagStatements.TryGetValue(known, out TagStatement? said) && !said.Removed && !(said.Expires <= now);

    /// <summary>The notes that are to be read at a moment, newest first.</summary>
    public IEnumerable<KeyValuePair<string, NoteStatement>> Notes(DateTimeOffset now) =>
        NoteStatements.Where(one => one.Value.Text is not null && !(one.Value.Expires <= now))
            .OrderByDescending(one => one.Value.At).ThenByDescending(one => one.Value.EventId);

    /// <summary>Whether an event of staff would push out a tag or note that still holds.</summary>
    public bool IsFullFor(ShopEvent shopEvent, DateTimeOffset now)
    {
        StaffBuilder builder = new(this);
        builder.Add(shopEvent, 0);
        StaffFacts then = builder.Build();
        return Tags(now).Any(one => !then.TagStatements.ContainsKey(one.Key)) || Notes(now).Any(one => !then.NoteStatements.ContainsKey(one.Key));
    }
}

/// <summary>A statement about a tag.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="EventId">Hash of the event.</param>
/// <param name="By">Who said so, where known.</param>
/// <param name="Expires">When it ends by itself; null for never.</param>
/// <param name="Removed">Whether it takes the tag off.</param>
public sealed record TagStatement(DateTimeOffset At, ulong EventId, string? By, DateTimeOffset? Expires = null, bool Removed = false);

/// <summary>A statement about a note.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="EventId">Hash of the event.</param>
/// <param name="Text">What it says; null once it is taken back.</param>
/// <param name="By">Who said so, where known.</param>
/// <param name="Expires">When it ends by itself; null for never.</param>
public sealed record NoteStatement(DateTimeOffset At, ulong EventId, string? Text, string? By, DateTimeOffset? Expires = null);

/// <summary>A statement about where somebody stands in a loyalty program.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="EventId">Hash of the event.</param>
/// <param name="Tier">The tier, where said.</param>
/// <param name="Points">Points, where said.</param>
/// <param name="Program">The program, where said.</param>
/// <param name="By">Who said so, where known.</param>
public sealed record LoyaltyStatement(DateTimeOffset At, ulong EventId, string? Tier, decimal? Points, string? Program, string? By);
