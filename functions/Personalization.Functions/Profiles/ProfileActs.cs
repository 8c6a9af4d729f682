using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Identity;

namespace Personalization.Functions.Profiles;

/// <summary>Carries out what merchants do to identities, each act once however often its event comes.</summary>
internal sealed class ProfileActs(ProfilePaths paths, ProfileMerger merger)
{
    public async Task<bool> IsFreshAsync(ShopEvent shopEvent, CancellationToken cancellationToken) =>
        IdentityAct.Of(shopEvent) is { } act && !(await paths.FindAsync(act.Into, cancellationToken)).Root.Identity.Handled.Contains(ProfileRules.Mark(shopEvent).Id);

    public async Task ApplyAsync(ShopEvent shopEvent, CancellationToken cancellationToken)
    {
        if (IdentityAct.Of(shopEvent) is not { } act) return;
        ulong mark = ProfileRules.Mark(shopEvent).Id;
        StoredProfile into = (await merger.SettleAsync(act.Into, cancellationToken)).Root;
        if (into.Identity.Handled.Contains(mark)) return;
        StoredProfile from = (await merger.SettleAsync(act.From, cancellationToken)).Root;
        if (!act.Undo && from.Profile.Key != into.Profile.Key) await merger.MergeAsync(Merge(act, from, into, shopEvent), mark, cancellationToken);
        else await merger.SplitAsync(act.Into, state => act.Undo ? Undone(act, state, shopEvent) : [], state => state.With(mark), cancellationToken);
    }

    // A stronger kind of id names the person, whoever was named first; between two of a kind the merchant decides.
    private static MergeRecord Merge(IdentityAct act, StoredProfile from, StoredProfile into, ShopEvent shopEvent)
    {
        (PersonKey weaker, PersonKey stronger) = from.Profile.Key.Type < into.Profile.Key.Type ? (into.Profile.Key, from.Profile.Key) : (from.Profile.Key, into.Profile.Key);
        return new MergeRecord(IdentityRules.IdOf(weaker, shopEvent.MessageId), weaker, stronger, shopEvent.ReceivedAt, act.By, act.Reason) { MessageId = shopEvent.MessageId };
    }

    private static MergeRecord[] Undone(IdentityAct act, IdentityState state, ShopEvent shopEvent) =>
    [
        .. state.Merges.Where(merge => merge.From == act.From).Select(merge => merge with { UndoneAt = shopEvent.ReceivedAt, UndoneBy = act.By, UndoneReason = act.Reason }),
    ];
}
