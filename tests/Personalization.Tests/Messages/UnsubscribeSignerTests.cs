using Personalization.Events;
using Personalization.Messages;
using Personalization.Messages.Unsubscribing;
using Personalization.Profiles;

namespace Personalization.Tests.Messages;

public sealed class UnsubscribeSignerTests
{
    private static readonly UnsubscribeTarget Target = new(PersonKey.User("ana\nx"), MessageChannel.Email, "news");

    [Fact]
    public void Read_OwnToken_IsTheTarget()
    {
        using UnsubscribeSigner signer = new("first key of sixteen");
        Assert.Equal(Target, signer.Read(signer.Sign(Target)));
        Assert.Equal(signer.Sign(Target), signer.Sign(Target));
    }

    [Fact]
    public void Read_AnyCharacterChanged_IsNothing()
    {
        using UnsubscribeSigner signer = new("first key of sixteen");
        string token = signer.Sign(Target);
        for (int place = 0; place < token.Length; place++)
        {
            // The last character may hold bits that say nothing.
            string changed = token[..place] + (token[place] == 'A' ? 'Q' : 'A') + token[(place + 1)..];
            Assert.Null(signer.Read(changed));
            Assert.Null(signer.Read(token[..place]));
        }
        Assert.Null(signer.Read(token + "A"));
        Assert.Null(signer.Read("ä"));
    }

    [Fact]
    public void Read_TokenOfAnOlderKey_IsBelievedAsLongAsTheKeyIsThere()
    {
        using UnsubscribeSigner old = new("first key of sixteen"), both = new("second key of sixteen", "first key of sixteen"), next = new("second key of sixteen");
        Assert.Equal(Target, both.Read(old.Sign(Target)));
        Assert.Equal(Target, next.Read(both.Sign(Target)));
        Assert.Null(next.Read(old.Sign(Target)));
    }

    [Fact]
    public void Headers_ListAndMailbox_AreThoseOfTheStandards()
    {
        Assert.Equal(
            ["List-Id: <news.shop.example>", "List-Unsubscribe: <https://shop.example/u/T>, <mailto:leave@shop.example?subject=unsubscribe%20T>", "List-Unsubscribe-Post: List-Unsubscribe=One-Click"],
            UnsubscribeHeaders.For(new Uri("https://shop.example/u/T"), "leave@shop.example", "T", "news").Select(one => $"{one.Key}: {one.Value}"));
    }

    [Fact]
    public void Apply_StatementsInAnyOrder_TheNewestStandsAndSurvivesFullProfiles()
    {
        PersonKey ana = PersonKey.User("ana");
        DateTimeOffset now = Mail.Noon;
        ShopEvent Say(SubscriptionState state, int minute) => EventCodec.Parse(SubscriptionEvents.Line(ana, [(MessageChannel.Email, "news", state)], now.AddMinutes(minute)));
        ShopEvent[] said = [Say(SubscriptionState.Subscribed, 0), Say(SubscriptionState.Unsubscribed, 2), Say(SubscriptionState.Subscribed, 1)];
        ShopEvent noise = EventCodec.Parse(EventCodec.Line(
            new EventDraft("noise", EventType.Identify, null, "ana", null, now.AddHours(1), now, "test"),
            traits: json => { for (int trait = 0; trait < 2 * ProfileLimits.Traits; trait++) json.WriteNumber($"t{trait}", trait); }));
        foreach (ShopEvent[] order in new[] { said, [.. said.Reverse()], [said[1], said[0], said[2]] })
        {
            Profile profile = ProfileRules.Apply(new Profile { Key = ana }, [.. order, noise], null).Profile;
            Assert.Equal(SubscriptionState.Unsubscribed, new Subscriptions(profile.Traits).For(MessageChannel.Email, "news"));
        }
    }
}
