using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Identity;
using static Personalization.Tests.Profiles.Histories;
using static Personalization.Tests.Profiles.Told;

namespace Personalization.Tests.Profiles;

public sealed class ProfileRuleTests
{
    private static string Links(string json, EventType type = EventType.Track)
    {
        EventVocabulary vocabulary = EventVocabulary.Default;
        EventCapture capture = new(vocabulary, new WriteKeys([KeyValuePair.Create("s", "k")]));
        ShopEvent shopEvent = EventCodec.Parse(Assert.Single(capture.Read(System.Text.Encoding.UTF8.GetBytes(json), type, "k", Start).Verdicts).Line);
        return string.Join(' ', IdentityLinks.Of(shopEvent).Select(link => $"{link.From}>{link.Into}"));
    }

    [Theory]
    [InlineData("""{"event":"x","userId":"1","anonymousId":"d"}""", EventType.Track, "a:d>u:1")]
    [InlineData("""{"event":"x","userId":"1"}""", EventType.Track, "")]
    [InlineData("""{"event":"x","anonymousId":"d"}""", EventType.Track, "")]
    [InlineData("""{"userId":"1","previousId":"0"}""", EventType.Alias, "a:0>u:1 u:0>u:1")]
    [InlineData("""{"userId":"1","previousId":"1"}""", EventType.Alias, "a:1>u:1")]
    [InlineData("""{"userId":"1","previousId":"0"}""", EventType.Identify, "")]
    [InlineData("""{"userId":"1","traits":{"email":" Ana@Example.com ","phone":"00995 (599) 12-34-56"}}""", EventType.Identify, "e:ana@example.com>u:1 p:+995599123456>u:1")]
    [InlineData("""{"anonymousId":"d","traits":{"email":"ana@example.com"}}""", EventType.Identify, "a:d>e:ana@example.com")]
    [InlineData("""{"traits":{"email":"ana@example.com","phone":"+995599123456"}}""", EventType.Identify, "p:+995599123456>e:ana@example.com")]
    [InlineData("""{"event":"x","userId":"1","context":{"externalIds":[{"id":"ANA@example.com","type":"email"},{"id":"d9","type":"anonymous_id"},{"id":7,"type":"other"},5]}}""", EventType.Track, "e:ana@example.com>u:1 a:d9>u:1")]
    [InlineData("""{"event":"Email Opened","userId":"1","context":{"traits":{"email":"ana@example.com"}}}""", EventType.Track, "")]
    [InlineData("""{"userId":"1","groupId":"g","traits":{"email":"office@example.com"}}""", EventType.Group, "")]
    [InlineData("""{"userId":"1","traits":{"email":"no address","phone":"call me"}}""", EventType.Identify, "")]
    public void Links_OfAnEvent_AreThePairsItNames(string json, EventType type, string links) => Assert.Equal(links, Links(json, type));

    [Fact]
    public void Absorb_TwiceOrItselfOrWhatTheOtherHadAbsorbed_ChangesNothing()
    {
        Profile device = Applied(new Profile { Key = PersonKey.Anonymous("d") }, [Track("a", 1, "Looked", user: null, device: "d")]);
        Profile former = ProfileRules.Absorb(Applied(User("former"), [Track("b", 2, "Looked")]), device);

        Profile user = ProfileRules.Absorb(User(), former);

        Assert.Equal(2, user.EventCounts["Looked"]);
        Assert.Equal(["a:d", "u:former"], user.Absorbed);
        Assert.Equal(["d"], user.Devices);
        Assert.Same(user, ProfileRules.Absorb(user, former));
        Assert.Same(user, ProfileRules.Absorb(user, device));
        Assert.Same(user, ProfileRules.Absorb(user, user));
    }

    [Fact]
    public void Apply_NothingNew_GivesTheProfileItself()
    {
        Profile profile = Profile(Track("a", 1, "Looked"));

        Assert.Same(profile, ProfileRules.Apply(profile, [Track("a", 1, "Looked")]).Profile);
        Assert.Same(profile, ProfileRules.Apply(profile, []).Profile);
    }

    [Fact]
    public void Apply_Events_TellsWhenTheFirstAndTheLastHappened()
    {
        Profile profile = Profile(Track("a", 5, "x"), Track("b", 1, "x"), Track("c", 3, "x"));

        Assert.Equal((Start.AddSeconds(1), Start.AddSeconds(5)), (profile.FirstSeen, profile.LastSeen));
        Assert.Equal((null, null), (User().FirstSeen, User().LastSeen));
    }

    [Theory]
    [InlineData("user_id:42", "u:42")]
    [InlineData("anonymous_id:abc", "a:abc")]
    [InlineData("user_id:anonymous_id:x", "u:anonymous_id:x")]
    [InlineData("user_id:", null)]
    [InlineData("anonymous_id:", null)]
    [InlineData("email:x@example.com", "e:x@example.com")]
    [InlineData("phone:+995599123456", "p:+995599123456")]
    [InlineData("email:x", null)]
    [InlineData("phone:call me", null)]
    [InlineData("ga:1", null)]
    [InlineData("a:1", null)]
    [InlineData("", null)]
    public void Parse_Address_IsItsKeyAndBack(string address, string? key)
    {
        Assert.Equal(key, PersonKey.Parse(address)?.Value);
        if (key is not null) Assert.Equal(address, PersonKey.Parse(address)!.Value.Address);
    }

    [Fact]
    public void StorageKey_OfAnyId_IsOfTheSameShapeAndDiffersByKind()
    {
        string user = PersonKey.User("Ελένη/#?\\").StorageKey, device = PersonKey.Anonymous("Ελένη/#?\\").StorageKey;

        Assert.Matches("^[0-9a-f]{40}$", user);
        Assert.NotEqual(user, device);
    }

    [Fact]
    public void Of_EventOfSeveralProducts_GivesEachItsOwnId()
    {
        ShopEvent order = Track("o", 1, EventNames.OrderCompleted, """{"products":[{"product_id":"a"},{"price":1},5,{"sku":"b"},{"product_id":"a","price":2}]}""");

        Interaction[] all = [.. Interactions.Of(order)];

        Assert.Equal(["a", "b", "a"], all.Select(one => one.ProductId));
        Assert.Equal(3, all.Select(one => one.Id).Distinct().Count());
        Assert.Equal(all, Interactions.Of(order));
    }
}
