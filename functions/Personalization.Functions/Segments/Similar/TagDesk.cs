using System.Text.Json;
using Personalization.Common;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Profiles;
using Personalization.Functions.Profiles.Staff;
using Personalization.Functions.Http;
using Personalization.Profiles;
using Personalization.Profiles.Staff;
using Personalization.Segments.Similar;

namespace Personalization.Functions.Segments.Similar;

/// <summary>What came of an action: how it stands now, or why nothing was done.</summary>
/// <param name="Action">The action.</param>
/// <param name="Changed">People whose tag an undo took off.</param>
/// <param name="Problem">Why nothing was done.</param>
public sealed record ActionResult(TagAction? Action, int? Changed, Problem? Problem);

/// <summary>Tags many people as one action and takes exactly that back: who had the tag before, or got it anew since, keeps it.</summary>
/// <param name="actions">Actions done.</param>
/// <param name="profiles">People.</param>
/// <param name="events">Takes events in.</param>
/// <param name="time">The clock.</param>
public sealed class TagDesk(IActionStore actions, ProfileUpdater profiles, ServerEvents events, TimeProvider time)
{
    private static readonly Problem Busy = TooManyEvents.Saying("Nobody was tagged. Send it again, with the same Idempotency-Key if there was one, after the time in Retry-After.");

    private static readonly Problem Unknown = new(404, "unknown-action", "There is no such action", "The answer to an action names its id.");

    /// <summary>Puts a tag on people. Sent again under the same id it does nothing more.</summary>
    public async Task<ActionResult> TagAsync(string id, IReadOnlyList<PersonKey> people, string tag, string author, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        StaffReading reading = StaffReader.Tag(tag, By(author), now);
        if (reading.Change is not { } change) return new ActionResult(null, null, reading.Problem);
        string known = StaffTexts.Tag(tag)!;
        if (await actions.FindAsync(id, cancellationToken) is not { } stored)
        {
            List<PersonKey> chosen = [];
            foreach (PersonKey person in people)
            {
                StaffFacts staff = (await profiles.ResolveAsync(person, cancellationToken)).Profile.Staff;
                if (!staff.HasTag(known, now) && !staff.IsFullFor(EventCodec.Parse(change.Line(person, change.IdFor(person, id, now), now)), now)) chosen.Add(person);
            }
            stored = new StoredAction(new TagAction(id, known, author.Trim(), now, chosen.Count), [.. chosen]);
            if (!await actions.TryAddAsync(stored, cancellationToken)) stored = (await actions.FindAsync(id, cancellationToken))!;
        }
        // The same events whenever it is sent: what has been taken in is not taken in again.
        TagAction action = stored.Action;
        ReadOnlyMemory<byte>[] lines = action.UndoneAt is not null ? [] : [.. stored.People.Select(person => change.Line(person, change.IdFor(person, id, action.At), action.At))];
        if (lines.Length > 0 && !await events.TryAcceptAsync(lines, cancellationToken)) return new ActionResult(null, null, Busy);
        return new ActionResult(action, null, null);
    }

    /// <summary>Takes an action back; done again it changes nothing.</summary>
    public async Task<ActionResult> UndoAsync(string id, string author, CancellationToken cancellationToken)
    {
        if (await actions.FindAsync(id, cancellationToken) is not { } stored) return new ActionResult(null, null, Unknown);
        StaffReading tagged = StaffReader.Tag(stored.Action.Tag, By(stored.Action.Author), stored.Action.At), untagging = StaffReader.Untag(stored.Action.Tag, By(author));
        if (untagging.Change is not { } change) return new ActionResult(null, null, untagging.Problem);
        List<ReadOnlyMemory<byte>> lines = [];
        foreach (PersonKey person in stored.People)
        {
            Profile profile = (await profiles.ResolveAsync(person, cancellationToken)).Profile;
            ulong ours = StableHash.Of(tagged.Change!.IdFor(person, id, stored.Action.At));
            if (!profile.Staff.TagStatements.TryGetValue(stored.Action.Tag, out TagStatement? now) || now.Removed || now.EventId != ours) continue;
            DateTimeOffset later = time.GetUtcNow() > now.At ? time.GetUtcNow() : now.At.AddMilliseconds(1);
            lines.Add(change.Line(person, change.IdFor(person, id + "-undo", later), later));
        }
        if (lines.Count > 0 && !await events.TryAcceptAsync(lines, cancellationToken)) return new ActionResult(null, null, Busy);
        TagAction action = stored.Action.UndoneAt is null ? stored.Action with { UndoneAt = time.GetUtcNow(), UndoneBy = author.Trim() } : stored.Action;
        if (action != stored.Action) await actions.SaveAsync(action, cancellationToken);
        return new ActionResult(action, lines.Count, null);
    }

    private static byte[] By(string author) => JsonSerializer.SerializeToUtf8Bytes(new AuthorBody(author), WireJson.Relaxed.AuthorBody);
}
