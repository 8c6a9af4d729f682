using System.Text.Json;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Identity;

namespace Personalization.Functions.Profiles.Identity;

/// <summary>By what a person is known, and how the profile came to be one.</summary>
internal sealed record IdentityBody(
    string Id, IReadOnlyList<IdentifierBody> Identifiers, IReadOnlyList<MergeBody> Merges, IReadOnlyList<MergeBody> Undone, IReadOnlyList<BlockedPairBody> Blocked,
    IReadOnlyList<string> SharedDevices)
{
    private const string Old = "Merged before parts were kept apart: this merge cannot be undone.";

    public static IdentityBody From(JoinedPerson person) => new(
        person.Root.Address,
        [
            .. person.Identity.Keys(person.Root).Select(key => IdentifierBody.From(key, person.Part(key), key == person.Root ? null : person.Identity.Merges.First(merge => merge.From == key).Id, null)),
            .. person.View.Absorbed.Select(key => new PersonKey(key)).Where(key => !person.Identity.Keys(person.Root).Contains(key))
                .Select(key => IdentifierBody.From(key, new Profile { Key = key }, null, Old)),
        ],
        [.. person.Identity.Merges.Select(MergeBody.Of)], [.. person.Identity.Undone.Select(MergeBody.Of)],
        [.. person.Identity.Blocked.Select(pair => new BlockedPairBody(pair.One.Address, pair.Other.Address, pair.Reason, EventCodec.Text(pair.At)))],
        [.. person.Identity.Shared.Select(device => new PersonKey(device).Address)]);
}

/// <summary>An id and the part of the profile that the events addressed to it make.</summary>
internal sealed record IdentifierBody(string Id, string Type, long Events, string? FirstSeen, string? LastSeen, string? MergeId, string? Note)
{
    public static IdentifierBody From(PersonKey key, Profile part, string? mergeId, string? note) => new(
        key.Address, Identifiers.Name(key.Type), part.EventCounts.Values.Sum(), Text(part.FirstSeen), Text(part.LastSeen), mergeId, note);

    private static string? Text(DateTimeOffset? time) => time is { } known ? EventCodec.Text(known) : null;
}

/// <summary>A merge and why it was made.</summary>
internal sealed record MergeBody(
    string Id, string From, string Into, string At, string By, string Reason, string? MessageId, string? UndoneAt, string? UndoneBy, string? UndoneReason)
{
    public static MergeBody Of(MergeRecord merge) => new(
        merge.Id, merge.From.Address, merge.Into.Address, EventCodec.Text(merge.At), merge.By, merge.Reason, merge.MessageId,
        merge.UndoneAt is { } at ? EventCodec.Text(at) : null, merge.UndoneBy, merge.UndoneReason);
}

/// <summary>Two ids that no event may link.</summary>
internal sealed record BlockedPairBody(string One, string Other, string Reason, string At);

/// <summary>What two people would be as one.</summary>
internal sealed record MergePreviewBody(
    string Id, bool AlreadyOne, PersonCounts From, PersonCounts Into, PersonCounts Merged, IReadOnlyList<TraitChangeBody> Traits, IReadOnlyList<GuardObjection> Objections)
{
    public static MergePreviewBody Of(MergePreview preview) => new(
        preview.Person.Address, preview.IsOne, preview.From, preview.Into, preview.Merged,
        [.. preview.Traits.Select(trait => new TraitChangeBody(trait.Name, trait.Old, trait.New))], preview.Objections);
}

/// <summary>A trait that a merge would change.</summary>
internal sealed record TraitChangeBody(string Name, JsonElement? Old, JsonElement New);

/// <summary>A page of the quarantine; <c>next</c> is what to ask for as <c>after</c>.</summary>
internal sealed record QuarantineBody(IReadOnlyList<QuarantineEntryBody> Entries, string? Next);

/// <summary>Something held back.</summary>
internal sealed record QuarantineEntryBody(string Id, string From, string Into, string Guard, string Why, string MessageId, string At)
{
    public static QuarantineEntryBody Of(QuarantineEntry entry) =>
        new(entry.Id, entry.From.Address, entry.Into.Address, entry.Guard, entry.Why, entry.MessageId, EventCodec.Text(entry.At));
}

/// <summary>An entry that was taken away.</summary>
internal sealed record DismissedBody(string Id, bool Dismissed);
