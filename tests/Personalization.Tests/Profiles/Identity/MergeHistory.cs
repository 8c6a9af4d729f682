using System.Collections.Immutable;
using System.Globalization;
using Personalization.Common;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Identity;

namespace Personalization.Tests.Profiles.Identity;

/// <summary>People with events, merges and un-merges in a random order, the same for the same seed: events come late, twice, before, between and after merges.</summary>
internal sealed class MergeHistory
{
    private static readonly PersonKey[] Keys =
    [
        PersonKey.User("u"), PersonKey.Anonymous("d0"), PersonKey.User("v"), PersonKey.Anonymous("d1"), PersonKey.Parse("email:ana@example.com")!.Value, PersonKey.Parse("phone:+995599123456")!.Value,
    ];

    // Made once: what is tested is not how events are read.
    private static readonly ImmutableArray<(PersonKey Key, ShopEvent Event)> Pool =
    [
        .. Enumerable.Range(0, 600).Select(n => StableHash.Of(n.ToString(CultureInfo.InvariantCulture)))
            .Select(chance => new Act((int)(chance % Act.Kinds), (int)(chance / 100 % 13), (int)(chance / 10_000 % 6), (int)(chance / 1_000_000 % 10), (int)(chance / 100_000_000 % 6)))
            .Select(act => (Keys[act.Device], act.Event())),
    ];

    private readonly Random chance;
    private readonly Dictionary<PersonKey, JoinedPerson> people = Keys.ToDictionary(key => key, key => JoinedPerson.Single(new Profile { Key = key }));
    private readonly Dictionary<PersonKey, HashSet<ShopEvent>> told = Keys.ToDictionary(key => key, _ => new HashSet<ShopEvent>(ReferenceEqualityComparer.Instance));
    private int merges;

    public MergeHistory(int seed)
    {
        chance = new Random(seed);
        for (int step = chance.Next(5, 14); step > 0; step--)
        {
            int what = chance.Next(10);
            if (what < 6) Tell();
            else if (what < 9) Merge();
            else Undo();
        }
    }

    public IReadOnlyCollection<JoinedPerson> People => people.Values;

    /// <summary>How many merges there were, undone ones too.</summary>
    public int Merges => merges;

    /// <summary>The person's profile as it is when all events are known and all merges made at once, in another order.</summary>
    public Profile Expected(JoinedPerson person)
    {
        PersonKey[] keys = [.. person.Identity.Keys(person.Root).Where(key => key != person.Root)];
        chance.Shuffle(keys);
        return keys.Aggregate(Alone(person.Root), (all, key) => ProfileRules.Absorb(all, Alone(key)));
    }

    /// <summary>The profile of a key that was never merged with anybody.</summary>
    public Profile Alone(PersonKey key) => Histories.Applied(new Profile { Key = key }, Histories.Disordered(told[key], chance));

    /// <summary>Undoes every merge that is in force, in any order.</summary>
    public void UndoAll()
    {
        while (people.Values.Any(person => person.Identity.HasParts)) Undo();
    }

    private void Tell()
    {
        (PersonKey Key, ShopEvent Event) first = Pool[chance.Next(Pool.Length)];
        ShopEvent[] batch = [.. Pool.Where(one => one.Key == first.Key).Skip(chance.Next(90)).Take(chance.Next(1, 4)).Select(one => one.Event).Append(first.Event)];
        told[first.Key].UnionWith(batch);
        JoinedPerson person = people.Values.Single(one => one.Identity.Keys(one.Root).Contains(first.Key));
        people[person.Root] = Stored(person.Apply(first.Key, Histories.Disordered(batch, chance), Act.Signer));
    }

    private void Merge()
    {
        if (people.Count == 1) return;
        JoinedPerson[] two = [.. people.Values.OrderBy(_ => chance.Next()).Take(2)];
        // Between two of a kind a merchant may decide either way.
        bool swap = two[0].Root.Type == two[1].Root.Type ? chance.Next(2) == 0 : IdentityLink.IsStronger(two[0].Root, two[1].Root);
        (JoinedPerson from, JoinedPerson into) = swap ? (two[1], two[0]) : (two[0], two[1]);
        MergeRecord merge = new($"merge {merges++}", from.Root, into.Root, Act.Start, MergeRecord.ByEvent, "");
        people.Remove(from.Root);
        people[into.Root] = Stored(into.Join(from, merge));
    }

    private void Undo()
    {
        if (people.Values.Where(one => one.Identity.HasParts).OrderBy(_ => chance.Next()).FirstOrDefault() is not { } person) return;
        MergeRecord[] some = [.. person.Identity.Merges.OrderBy(_ => chance.Next()).Take(chance.Next(1, 3))];
        (JoinedPerson stays, IReadOnlyList<(JoinedPerson Person, MergeRecord Merge)> gone) = person.Split(some);
        people[person.Root] = Stored(stays);
        foreach ((JoinedPerson one, _) in gone) people[one.Root] = Stored(one);
    }

    /// <summary>As it comes back from a store: what has no event has no part there.</summary>
    private static JoinedPerson Stored(JoinedPerson person)
    {
        IdentityState state = IdentityCodec.Deserialize(IdentityCodec.Serialize(person.Identity));
        return state.HasParts
            ? new JoinedPerson(Histories.Stored(person.View), state, person.Parts.Where(part => part.Value.Seen.Events.Count > 0).ToImmutableSortedDictionary(part => part.Key, part => Histories.Stored(part.Value)))
            : JoinedPerson.Single(Histories.Stored(person.View), state);
    }
}
