using Personalization.Events;
using Personalization.Profiles.Staff;

namespace Personalization.Functions.Profiles.Staff;

/// <summary>What staff say of a person, as it holds now.</summary>
internal sealed record StaffBody(IReadOnlyList<TagBody> Tags, IReadOnlyList<NoteBody> Notes, LoyaltyBody? Loyalty)
{
    public static StaffBody From(StaffFacts facts, DateTimeOffset now) => new(
        [.. facts.Tags(now).Select(one => new TagBody(one.Key, one.Value.By, EventCodec.Text(one.Value.At), Text(one.Value.Expires)))],
        [.. facts.Notes(now).Select(one => new NoteBody(one.Key, one.Value.Text!, one.Value.By, EventCodec.Text(one.Value.At), Text(one.Value.Expires)))],
        facts.Loyalty is { } standing ? new LoyaltyBody(standing.Tier, standing.Points, standing.Program, standing.By, EventCodec.Text(standing.At)) : null);

    private static string? Text(DateTimeOffset? time) => time is { } known ? EventCodec.Text(known) : null;
}

/// <summary>A tag.</summary>
internal sealed record TagBody(string Tag, string? Author, string At, string? Expires);

/// <summary>A note.</summary>
internal sealed record NoteBody(string Id, string Text, string? Author, string At, string? Expires);

/// <summary>Where the person stands in a loyalty program.</summary>
internal sealed record LoyaltyBody(string? Tier, decimal? Points, string? Program, string? Author, string At);

/// <summary>Who makes a change, where the request has no body.</summary>
internal sealed record AuthorBody(string Author);
