using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Identity;

namespace Personalization.Tests.Profiles.Identity;

public sealed class IdentityRuleTests
{
    private static readonly IdentityRules Rules = new(IdentityGuards.Default);
    private static readonly ShopEvent Said = Told.Track("m1", 5, "Looked");

    [Theory]
    [InlineData("user_id:null")]
    [InlineData("user_id: Undefined ")]
    [InlineData("user_id:0")]
    [InlineData("anonymous_id:00000000-0000-0000-0000-000000000000")]
    [InlineData("anonymous_id:xxxxxxxx")]
    [InlineData("email:test@example.com")]
    [InlineData("email:noreply@shop.example")]
    public void BlockedIn_IdThatNamesNobody_IsFound(string id) =>
        Assert.NotNull(Rules.BlockedIn(new IdentityLink(PersonKey.Parse(id)!.Value, PersonKey.User("ana"))));

    [Theory]
    [InlineData("user_id:7")]
    [InlineData("user_id:1111")]
    [InlineData("user_id:testudo")]
    [InlineData("email:tester@example.com")]
    [InlineData("anonymous_id:8b8f4f0e-0000-0000-0000-000000000000")]
    public void BlockedIn_IdThatNamesSomebody_IsNot(string id) =>
        Assert.Null(Rules.BlockedIn(new IdentityLink(PersonKey.Parse(id)!.Value, PersonKey.User("ana"))));

    [Fact]
    public void Judge_DeviceAndPerson_MergesWithAnExplanation()
    {
        MergeRecord merge = Judge("anonymous_id:d", [], "user_id:ana", []).Merge!;

        Assert.Equal(("a:d", "u:ana", "event", "m1"), (merge.From.Value, merge.Into.Value, merge.By, merge.MessageId));
        Assert.Equal("The event \"Looked\" named anonymous_id:d and user_id:ana together.", merge.Reason);
    }

    [Fact]
    public void Judge_DeviceOfAnEMailAddress_MergesThatAddressWithThePerson() =>
        Assert.Equal("e:x@example.com", Judge("anonymous_id:d", ["email:x@example.com"], "user_id:ana", []).Merge!.From.Value);

    [Theory]
    [InlineData("user_id:ben", GuardNames.TwoPeople)]
    [InlineData("email:x@example.com", GuardNames.ClaimedAddress)]
    [InlineData("anonymous_id:d", GuardNames.SharedDevice)]
    public void Judge_SomebodyElses_IsHeldBack(string id, string guard)
    {
        LinkJudgement judgement = Judge(id, ["user_id:ben"], "user_id:ana", []);

        Assert.Null(judgement.Merge);
        Assert.Equal((guard, "m1", Said.ReceivedAt), (judgement.Held!.Guard, judgement.Held.MessageId, judgement.Held.At));
        Assert.Equal(guard == GuardNames.SharedDevice, judgement.Device is { IsShared: false });
    }

    [Fact]
    public void Judge_ThirdPersonOnADevice_MakesItShared()
    {
        LinkJudgement judgement = Judge("anonymous_id:d", ["user_id:ben"], "user_id:ana", [], state => state with { SignedIn = state.SignedIn.Add("a:d", ["u:ben", "u:eva"]) });

        Assert.True(judgement.Device!.IsShared);
        Assert.Equal(["u:ana", "u:ben", "u:eva"], judgement.Device.Users);
    }

    [Fact]
    public void Judge_SharedDevice_IsRefusedWithoutBeingToldAgain()
    {
        LinkJudgement judgement = Judge("anonymous_id:d", [], "user_id:ana", [], state => state with { Shared = state.Shared.Add("a:d") });

        Assert.Equal((null, null, GuardNames.SharedDevice), (judgement.Merge, judgement.Held, judgement.Objection!.Guard));
    }

    [Fact]
    public void Judge_SixthAddressOfAPerson_IsHeldBack()
    {
        string[] five = [.. Enumerable.Range(1, 5).Select(n => $"email:a{n}@example.com")];

        Assert.Equal(GuardNames.TooMany, Judge("email:a6@example.com", [], "user_id:ana", five).Held!.Guard);
        Assert.NotNull(Judge("email:a5@example.com", [], "user_id:ana", five[..4]).Merge);
    }

    [Fact]
    public void Judge_PairWhoseMergeWasUndone_IsRefused()
    {
        LinkJudgement judgement = Judge("anonymous_id:d", [], "user_id:ana", [], state => state.With(new BlockedPair(PersonKey.Anonymous("d"), PersonKey.User("ana"), BlockedPair.Undone, Told.Start)));

        Assert.Equal((null, null, GuardNames.BlockedPair), (judgement.Merge, judgement.Held, judgement.Objection!.Guard));
    }

    [Fact]
    public void Judge_FormerIdThatNobodyHeardOf_IsNothing()
    {
        StoredProfile ana = Person("user_id:ana", []), nobody = Person("user_id:old", []) with { Version = null };

        Assert.Equal(new LinkJudgement(), Rules.Judge(new IdentityLink(nobody.Profile.Key, ana.Profile.Key), nobody, ana, Said));
    }

    [Fact]
    public void Join_BlockedPair_IsForgottenWithIt()
    {
        PersonKey ana = PersonKey.User("ana"), device = PersonKey.Anonymous("d");
        JoinedPerson person = JoinedPerson.Single(new Profile { Key = ana }, IdentityState.None.With(new BlockedPair(device, ana, BlockedPair.Undone, Told.Start)));

        JoinedPerson joined = person.Join(JoinedPerson.Single(new Profile { Key = device }), new MergeRecord("m", device, ana, Told.Start, "Nino", "asked"));

        Assert.Empty(joined.Identity.Blocked);
        (JoinedPerson stays, var gone) = joined.Split([joined.Identity.Merges[0] with { UndoneAt = Told.Start, UndoneBy = "Nino" }]);
        Assert.True(stays.Identity.Blocks(device));
        Assert.True(gone[0].Person.Identity.Blocks(ana));
        Assert.Equal("m", Assert.Single(stays.Identity.Undone).Id);
    }

    [Fact]
    public void Apply_ProfileMergedBeforeThereWereParts_GoesOnAsOnePart()
    {
        PersonKey ana = PersonKey.User("ana"), device = PersonKey.Anonymous("d"), mail = PersonKey.Parse("email:ana@example.com")!.Value;
        Profile old = ProfileRules.Absorb(new Profile { Key = ana }, Histories.Applied(new Profile { Key = device }, [Told.Track("a", 1, "Looked", user: null, device: "d")]));

        JoinedPerson joined = JoinedPerson.Single(old).Join(JoinedPerson.Single(new Profile { Key = mail }), new MergeRecord("m", mail, ana, Told.Start, "event", ""));
        JoinedPerson told = joined.Apply(device, [Told.Track("b", 2, "Looked", user: null, device: "d")]);

        Assert.Equal(2, told.View.EventCounts["Looked"]);
        Assert.Equal(2, told.Split([told.Identity.Merges[0]]).Stays.View.EventCounts["Looked"]);
    }

    private static LinkJudgement Judge(string from, string[] withFrom, string into, string[] withInto, Func<IdentityState, IdentityState>? known = null)
    {
        StoredProfile source = Person(from, withFrom), target = Person(into, withInto);
        return Rules.Judge(
            new IdentityLink(PersonKey.Parse(from)!.Value, PersonKey.Parse(into)!.Value), source with { Identity = known?.Invoke(source.Identity) ?? source.Identity }, target, Said);
    }

    private static StoredProfile Person(string id, string[] others)
    {
        PersonKey[] keys = [.. others.Append(id).Select(one => PersonKey.Parse(one)!.Value)];
        PersonKey root = keys.Aggregate((one, other) => IdentityLink.IsStronger(one, other) ? one : other);
        return new StoredProfile(new Profile { Key = root }, "1")
        {
            Identity = IdentityState.None with { Merges = [.. keys.Where(key => key != root).Select(key => new MergeRecord("m", key, root, Told.Start, "event", ""))] },
        };
    }
}
