using System.Collections.Immutable;
using Personalization.Events;
using Personalization.Events.Decisions;

namespace Personalization.Profiles.Identity;

/// <summary>
/// A person with the parts that the profile consists of: what the events addressed to each key made, and the view of all together. What is here depends on
/// the events of each part and on what is merged, never on when.
/// </summary>
/// <param name="View">All parts together.</param>
/// <param name="Identity">What is merged.</param>
/// <param name="Parts">The parts by key; a key of which no event came has none. Of a person of one part it is the view.</param>
public sealed record JoinedPerson(Profile View, IdentityState Identity, ImmutableSortedDictionary<PersonKey, Profile> Parts)
{
    /// <summary>A person of one part.</summary>
    public static JoinedPerson Single(Profile profile, IdentityState? identity = null) =>
        new(profile, identity ?? IdentityState.None, ImmutableSortedDictionary<PersonKey, Profile>.Empty.Add(profile.Key, profile));

    /// <summary>A person put together from parts; parts of others are left out.</summary>
    public static JoinedPerson Of(PersonKey root, IdentityState identity, IEnumerable<Profile> parts)
    {
        PersonKey[] keys = [.. identity.Keys(root)];
        ImmutableSortedDictionary<PersonKey, Profile> own = parts.Where(part => keys.Contains(part.Key)).ToImmutableSortedDictionary(part => part.Key, part => part);
        Profile view = keys.Skip(1).Order()
            .Aggregate(own.GetValueOrDefault(root) ?? new Profile { Key = root }, (all, key) => ProfileRules.Absorb(all, own.GetValueOrDefault(key) ?? new Profile { Key = key }));
        return new JoinedPerson(view, identity, own);
    }

    /// <summary>The person's own key.</summary>
    public PersonKey Root => View.Key;

    /// <summary>The part of a key.</summary>
    public Profile Part(PersonKey key) => Parts.GetValueOrDefault(key) ?? new Profile { Key = key };

    /// <summary>Takes in events of one key. What the view has seen counts for no part.</summary>
    public JoinedPerson Apply(PersonKey key, IReadOnlyList<ShopEvent> events, IDecisionReader? decisions = null)
    {
        (Profile view, IReadOnlyList<ShopEvent> fresh) = ProfileRules.Apply(View, events, decisions);
        if (fresh.Count == 0) return this;
        PersonKey part = Identity.PartOf(key, Root);
        Profile next = Identity.HasParts ? ProfileRules.Apply(Part(part), fresh, decisions).Profile : view;
        return this with { View = view, Parts = Parts.SetItem(part, next) };
    }

    /// <summary>Takes in another person, with all that one has taken in.</summary>
    public JoinedPerson Join(JoinedPerson other, MergeRecord merge)
    {
        if (other.Root == Root || View.Absorbed.Contains(other.Root.Value)) return this;
        return new JoinedPerson(
            ProfileRules.Absorb(View, other.View with { MergedInto = null }), Joined(other, merge), Parts.SetItems(other.Parts));
    }

    /// <summary>Undoes merges: gives what stays, and those who stand on their own again, each exactly as if they had never been merged.</summary>
    /// <param name="undone">The merges in force to undo, with who undoes them, when and why.</param>
    public (JoinedPerson Stays, IReadOnlyList<(JoinedPerson Person, MergeRecord Merge)> Out) Split(IReadOnlyList<MergeRecord> undone)
    {
        MergeRecord[] kept = [.. Identity.Merges.Where(merge => undone.All(one => one.Id != merge.Id))];
        BlockedPair[] pairs = [.. undone.SelectMany(PairsOf)];
        return (Component(Root, kept, undone, pairs), [.. undone.Select(merge => (Component(merge.From, kept, undone, pairs), merge))]);
    }

    private static IEnumerable<BlockedPair> PairsOf(MergeRecord merge)
    {
        DateTimeOffset at = merge.UndoneAt ?? merge.At;
        yield return new BlockedPair(merge.From, merge.Into, BlockedPair.Undone, at);
        if (merge is { LinkFrom: { } from, LinkInto: { } into }) yield return new BlockedPair(from, into, BlockedPair.Undone, at);
    }

    private JoinedPerson Component(PersonKey root, MergeRecord[] kept, IReadOnlyList<MergeRecord> undone, BlockedPair[] pairs)
    {
        List<MergeRecord> inside = [];
        HashSet<PersonKey> keys = [root];
        while (kept.FirstOrDefault(merge => keys.Contains(merge.Into) && keys.Add(merge.From)) is { } next) inside.Add(next);
        IdentityState state = pairs.Aggregate(Identity, (known, pair) => known.With(pair)).WithUndone(undone) with
        {
            Merges = [.. inside],
            Joining = null,
            Leaving = [],
            Inside = Identity.Inside.Where(one => keys.Contains(new PersonKey(one.Value))).ToImmutableSortedDictionary(StringComparer.Ordinal),
            SignedIn = Identity.SignedIn.Where(one => keys.Contains(new PersonKey(one.Key))).ToImmutableSortedDictionary(StringComparer.Ordinal),
            Shared = Identity.Shared.Where(one => keys.Contains(new PersonKey(one))).ToImmutableSortedSet(StringComparer.Ordinal),
            Full = [],
        };
        return Of(root, state with { Blocked = [.. state.Blocked.Where(pair => keys.Contains(pair.One) || keys.Contains(pair.Other))] }, Parts.Values);
    }

    private IdentityState Joined(JoinedPerson other, MergeRecord merge)
    {
        IdentityState mine = Identity, theirs = other.Identity;
        HashSet<PersonKey> keys = [.. mine.Keys(Root), .. theirs.Keys(other.Root)];
        IEnumerable<string> old = other.View.Absorbed.Where(key => !theirs.Inside.ContainsKey(key) && !keys.Contains(new PersonKey(key)));
        IdentityState state = theirs.Blocked.Aggregate(mine, (known, pair) => known.With(pair)).WithUndone(theirs.Undone);
        return theirs.Handled.Aggregate(state, (known, handled) => known.With(handled)) with
        {
            Merges = [.. mine.Merges, .. theirs.Merges, merge],
            Blocked = [.. state.Blocked.Where(pair => !(keys.Contains(pair.One) && keys.Contains(pair.Other)))],
            Inside = mine.Inside.SetItems(theirs.Inside).SetItems(old.Select(key => KeyValuePair.Create(key, other.Root.Value))),
            SignedIn = mine.SignedIn.SetItems(theirs.SignedIn),
            Shared = mine.Shared.Union(theirs.Shared),
        };
    }
}
