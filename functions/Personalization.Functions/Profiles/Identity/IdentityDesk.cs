using Personalization.Common;
using Personalization.Functions.Events;
using Personalization.Profiles;
using Personalization.Profiles.Identity;

namespace Personalization.Functions.Profiles.Identity;

/// <summary>What came of a merchant's request.</summary>
/// <param name="Merge">The merge that was made or undone; null for none.</param>
/// <param name="Problem">Why nothing was done.</param>
public sealed record IdentityOutcome(MergeRecord? Merge, Problem? Problem);

/// <summary>Merges and un-merges that merchants ask for. Each is an event: whoever reads the lake again does it again.</summary>
/// <param name="store">Profiles.</param>
/// <param name="profiles">Changes them.</param>
/// <param name="guards">What protects profiles.</param>
/// <param name="quarantine">What was held back.</param>
/// <param name="events">Takes events in.</param>
/// <param name="time">The clock.</param>
public sealed class IdentityDesk(
    IProfileStore store, ProfileUpdater profiles, IdentityGuards guards, IQuarantineStore quarantine, ServerEvents events, TimeProvider time)
{
    private const int KeyLength = 40;

    private static readonly Problem Unknown = new(404, "unknown-profile", "There is no such profile", "No event of from, or none of into, has been processed.");
    private static readonly Problem One = new(409, "already-one", "The two are one person already", "GET /v1/profiles/{id}/identity tells why.");
    private static readonly Problem UnknownMerge = new(404, "unknown-merge", "There is no such merge in force", "GET /v1/profiles/{id}/identity lists the merges of a person with their ids; one that was undone stays undone.");
    private static readonly Problem UnknownEntry = new(404, "unknown-entry", "There is no such entry", "GET /v1/identity/quarantine lists what is held back.");
    private static readonly Problem Nobody = new(409, "names-nobody", "The id names nobody", "It cannot be merged: correct what sends it, then dismiss the entry.");
    private static readonly Problem Busy = TooManyEvents.Saying("Nothing was changed. Send it again after the time in Retry-After.");

    private readonly IdentityRules rules = new(guards);

    /// <summary>What the two would be as one; null where nothing is known of one of them.</summary>
    public async Task<MergePreview?> PreviewAsync(PersonKey from, PersonKey into, CancellationToken cancellationToken)
    {
        JoinedPerson one = await profiles.PartsAsync(from, cancellationToken), other = await profiles.PartsAsync(into, cancellationToken);
        return IsUnknown(one) || IsUnknown(other) ? null : MergePreview.Of(one, other, [.. rules.Objections(Stored(one), Stored(other))]);
    }

    /// <summary>Makes a merge, unless a guard stands against it and the merchant does not insist.</summary>
    public async Task<IdentityOutcome> MergeAsync(IdentityRequest request, CancellationToken cancellationToken)
    {
        if (await PreviewAsync(request.From, request.Into, cancellationToken) is not { } preview) return new IdentityOutcome(null, Unknown);
        if (preview.IsOne) return new IdentityOutcome(null, One);
        if (preview.Objections.Count > 0 && !request.Force)
            return new IdentityOutcome(null, new Problem(
                409, "guarded", "A guard stands against the merge", string.Join(" ", preview.Objections.Select(one => one.Why)) + " Send force: true to merge them all the same.",
                [.. preview.Objections.Select(one => new ProblemError(one.Guard, "/from", one.Why))]));
        return await ActAsync(new IdentityAct(request.From, request.Into, false, request.Author, request.Reason), cancellationToken);
    }

    /// <summary>Undoes a merge: both sides are as if it had never been, with all that has happened since.</summary>
    public async Task<IdentityOutcome> UndoAsync(string mergeId, IdentityRequest word, CancellationToken cancellationToken)
    {
        if (mergeId.Length <= KeyLength || await store.FindKeyAsync(mergeId[..KeyLength], cancellationToken) is not { } from) return new IdentityOutcome(null, UnknownMerge);
        MergeRecord? merge = (await profiles.PartsAsync(from, cancellationToken)).Identity.Merges.FirstOrDefault(one => one.Id == mergeId);
        return merge is null ? new IdentityOutcome(null, UnknownMerge) : await ActAsync(new IdentityAct(merge.From, merge.Into, true, word.Author, word.Reason), cancellationToken);
    }

    /// <summary>Makes the merge that was held back.</summary>
    public async Task<IdentityOutcome> ApproveAsync(string id, IdentityRequest word, CancellationToken cancellationToken)
    {
        if (await quarantine.FindAsync(id, cancellationToken) is not { } entry) return new IdentityOutcome(null, UnknownEntry);
        if (entry.Guard == GuardNames.BlockedValue) return new IdentityOutcome(null, Nobody);
        IdentityOutcome outcome = await ActAsync(new IdentityAct(entry.From, entry.Into, false, word.Author, word.Reason), cancellationToken);
        if (outcome.Problem is null) await quarantine.RemoveAsync(id, cancellationToken);
        return outcome;
    }

    /// <summary>Takes an entry away; the two stay apart. Null when done.</summary>
    public async Task<Problem?> DismissAsync(string id, CancellationToken cancellationToken) => await quarantine.RemoveAsync(id, cancellationToken) ? null : UnknownEntry;

    private static bool IsUnknown(JoinedPerson person) => person.View.Seen.Events.Count == 0;

    private static StoredProfile Stored(JoinedPerson person) => new(person.View, "") { Identity = person.Identity };

    private async Task<IdentityOutcome> ActAsync(IdentityAct act, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        string messageId = "identity-" + StableHash.Hex($"{act.From}\n{act.Into}\n{act.Undo}\n{act.By}\n{act.Reason}\n{now.UtcTicks}", 40);
        if (!await events.TryAcceptAsync([act.Line(messageId, now)], cancellationToken)) return new IdentityOutcome(null, Busy);
        IdentityState state = (await profiles.PartsAsync(act.Into, cancellationToken)).Identity;
        return new IdentityOutcome(act.Undo ? state.Undone.FirstOrDefault(merge => merge.From == act.From) : state.Merges.FirstOrDefault(merge => merge.MessageId == messageId), null);
    }
}
