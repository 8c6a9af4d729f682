using Personalization.Events;
using Personalization.Profiles;
using static Personalization.Tests.Profiles.Histories;

namespace Personalization.Tests.Profiles;

/// <summary>The same history makes the same profile, byte for byte, in whatever order, pieces and repetitions it arrives.</summary>
public sealed class ProfilePropertyTests
{
    [Fact]
    public void Apply_EventsInAnyOrderAnyNumberOfTimesInAnyBatches_GivesTheSameBytes() => Hold((acts, seed) =>
    {
        Random chance = new(seed);
        ShopEvent[] events = [.. acts.Select(act => act.Event())];

        Profile piecemeal = Cut(Disordered(events, chance), chance).Aggregate(User(), (profile, batch) => Stored(Applied(profile, batch)));

        Assert.Equal(Bytes(Applied(User(), events)), Bytes(piecemeal));
    });

    [Fact]
    public void Apply_SameEventsAgain_ChangesNothingAndFindsNothingFresh() => Hold((acts, seed) =>
    {
        ShopEvent[] events = [.. acts.Select(act => act.Event())];
        ProfileUpdate once = ProfileRules.Apply(User(), events, Act.Signer);

        ProfileUpdate twice = ProfileRules.Apply(Stored(once.Profile), Disordered(events, new Random(seed)), Act.Signer);

        Assert.Equal(acts.Distinct().Count(), once.Fresh.Count);
        Assert.Empty(twice.Fresh);
        Assert.Equal(Bytes(once.Profile), Bytes(twice.Profile));
    });

    [Fact]
    public void Absorb_HistorySplitIntoTwoProfiles_GivesTheBytesOfTheWholeHistory() => Hold((acts, seed) =>
    {
        Random chance = new(seed);
        ILookup<bool, ShopEvent> halves = acts.Distinct().Select(act => act.Event()).ToLookup(_ => chance.Next(2) == 0);

        Profile merged = ProfileRules.Absorb(
            Stored(Applied(User(), Disordered(halves[true], chance))), Stored(Applied(User("former"), Disordered(halves[false], chance))));

        Profile whole = Applied(ProfileRules.Absorb(User(), User("former")), halves.SelectMany(half => half));
        Assert.Equal(Bytes(whole), Bytes(merged));
        Assert.Equal(Bytes(merged), Bytes(ProfileRules.Absorb(merged, Applied(User("former"), halves[false]))));
    });

    [Trait("Feature", "S02")]
    [Fact]
    public void Absorb_DevicesAtAnyMomentOfTheHistory_GivesTheSameBytes() => Hold((acts, seed) =>
    {
        Random chance = new(seed);
        Dictionary<PersonKey, Profile> profiles = [];
        HashSet<PersonKey> merged = [];
        foreach (ShopEvent[] batch in Cut(Disordered(acts.Select(act => act.Event()), chance), chance))
        {
            if (chance.Next(3) == 0) Merge(PersonKey.Anonymous("d" + chance.Next(Act.Devices)));
            foreach (IGrouping<PersonKey, ShopEvent> person in batch.GroupBy(PersonKey.Of))
            {
                PersonKey key = merged.Contains(person.Key) ? PersonKey.User("u") : person.Key;
                profiles[key] = Stored(Applied(Of(key), person));
            }
        }
        for (int device = Act.Devices - 1; device >= 0; device--) Merge(PersonKey.Anonymous("d" + device));

        Profile whole = Enumerable.Range(0, Act.Devices).Aggregate(User(), (user, device) => ProfileRules.Absorb(user, new Profile { Key = PersonKey.Anonymous("d" + device) }));
        Assert.Equal(Bytes(Applied(whole, acts.Select(act => act.Event()))), Bytes(Of(PersonKey.User("u"))));

        Profile Of(PersonKey key) => profiles.GetValueOrDefault(key, new Profile { Key = key });

        void Merge(PersonKey device)
        {
            profiles[PersonKey.User("u")] = ProfileRules.Absorb(Of(PersonKey.User("u")), Of(device));
            merged.Add(device);
        }
    });

    [Fact]
    public void Deserialize_SerializedProfile_GivesTheSameBytesAndRules() => Hold((acts, _) =>
    {
        Profile profile = Applied(User(), acts.Select(act => act.Event())) with { MergedInto = acts.Length % 2 == 0 ? null : PersonKey.User("ქართველი") };

        Profile back = Stored(profile);

        Assert.Equal(Bytes(profile), Bytes(back));
        Assert.Equal((profile.Key, profile.MergedInto), (back.Key, back.MergedInto));
        Assert.Equal(profile.Seen.Events, back.Seen.Events);
        Assert.Equal(Cart.Of(profile), Cart.Of(back));
        Assert.Equal(profile.Orders.Select(order => order.NetRevenue()), back.Orders.Select(order => order.NetRevenue()));
    });
}
