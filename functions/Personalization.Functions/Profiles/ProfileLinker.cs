using System.Collections.Concurrent;
using System.Collections.Immutable;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Identity;

namespace Personalization.Functions.Profiles;

/// <summary>Turns what events say of who is who into merges, or into entries of the quarantine.</summary>
internal sealed class ProfileLinker(ProfileMerger merger, IdentityRules rules, IQuarantineStore? quarantine)
{
    private const int MostTold = 1000;
    private readonly ConcurrentDictionary<string, bool> told = new();

    public async Task LinkAsync(IdentityLink link, ShopEvent shopEvent, CancellationToken cancellationToken)
    {
        if (rules.BlockedIn(link) is { } blocked)
        {
            QuarantineEntry entry = IdentityRules.Held(blocked, link, shopEvent);
            if (told.Count < MostTold && told.TryAdd(entry.Id, true)) await HoldAsync(entry, cancellationToken);
            return;
        }
        StoredProfile into = (await merger.SettleAsync(link.Into, cancellationToken)).Root;
        // What is settled already costs no look at the other one.
        if (into.Profile.Key == link.From || into.Profile.Absorbed.Contains(link.From.Value) || into.Identity.Blocks(link.From)
            || rules.IsFull(into.Identity, into.Profile.Key, link.From)) return;
        StoredProfile from = (await merger.SettleAsync(link.From, cancellationToken)).Root;
        if (from.Profile.Key == into.Profile.Key) return;
        LinkJudgement judgement = rules.Judge(link, from, into, shopEvent);
        if (judgement.Merge is { } merge) await merger.MergeAsync(merge, null, cancellationToken);
        else await HoldApartAsync(link, judgement, shopEvent, cancellationToken);
    }

    private async Task HoldApartAsync(IdentityLink link, LinkJudgement judgement, ShopEvent shopEvent, CancellationToken cancellationToken)
    {
        if (judgement.Objection is not { } objection) return;
        if (judgement.Held is { } held) await HoldAsync(held, cancellationToken);
        if (judgement.Device is { } device) await SignInAsync(device, shopEvent, cancellationToken);
        BlockedPair pair = new(link.From, link.Into, objection.Guard, shopEvent.ReceivedAt);
        // On both sides, so that erasing either finds the other; that by which the link is looked up last: until then the event comes again and finds all this to be done.
        if (objection.Guard is not GuardNames.TooMany) await merger.NoteAsync(link.From, state => state.With(pair), cancellationToken);
        await merger.NoteAsync(
            link.Into,
            state => objection.Guard is not GuardNames.TooMany ? state.With(pair)
                : state.Full.Contains(Identifiers.Name(link.From.Type)) ? state : state with { Full = state.Full.Add(Identifiers.Name(link.From.Type)) },
            cancellationToken);
    }

    /// <summary>Notes who signed in on a device, and takes it away from everybody once it is shared.</summary>
    private Task SignInAsync(SharedDevice device, ShopEvent shopEvent, CancellationToken cancellationToken) => merger.SplitAsync(
        device.Key,
        state => device.IsShared
            ? [.. state.Merges.Where(merge => merge.By == MergeRecord.ByEvent && (merge.From == device.Key || merge.LinkFrom == device.Key)).Select(merge => merge with
            {
                UndoneAt = shopEvent.ReceivedAt, UndoneBy = MergeRecord.ByEvent, UndoneReason = $"{device.Users.Count} people signed in on the device {device.Key.Address}: it is shared.",
            })]
            : [],
        state =>
        {
            ImmutableSortedSet<string> known = state.SignedIn.GetValueOrDefault(device.Key.Value) ?? ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
            ImmutableSortedSet<string> users = known.Union(device.Users);
            IdentityState noted = users.Count == known.Count ? state : state with { SignedIn = state.SignedIn.SetItem(device.Key.Value, users) };
            return !device.IsShared || noted.Shared.Contains(device.Key.Value) ? noted : noted with { Shared = noted.Shared.Add(device.Key.Value) };
        },
        cancellationToken);

    private Task HoldAsync(QuarantineEntry entry, CancellationToken cancellationToken) => quarantine?.AddAsync(entry, cancellationToken) ?? Task.CompletedTask;
}
