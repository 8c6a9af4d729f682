using Personalization.Events;
using Personalization.Privacy;
using Personalization.Profiles;
using static Personalization.Tests.Profiles.Histories;
using static Personalization.Tests.Profiles.Told;

namespace Personalization.Tests.Privacy;

/// <summary>What events say of consent, and what that allows.</summary>
[Trait("Feature", "S29")]
public sealed class ConsentTests
{
    private const string Updated = EventNames.ConsentPreferenceUpdated;

    private static string Allowed(Profile profile, ConsentPolicy? policy = null)
    {
        Consents consents = new(profile, policy ?? ConsentPolicy.Strict);
        return string.Join(' ', Consents.Purposes.Where(purpose => consents.BasisOf(purpose) is not null).Select(Consents.NameOf));
    }

    [Fact]
    public void For_NothingSaid_NothingIsAllowed()
    {
        Consents consents = new(User(), ConsentPolicy.Strict);

        Assert.Null(consents.For<ForAnalytics>());
        Assert.Null(consents.For<ForPersonalization>());
        Assert.Null(consents.For<ForMarketing>());
        Assert.Null(consents.For<ForAdvertising>());
        Assert.Null(consents.For<ForSharing>());
    }

    [Fact]
    public void For_NothingSaidAndAPolicy_OnlyWhatThePolicyNamesIsAllowedUntilTheObjection()
    {
        ConsentPolicy policy = ConsentPolicy.Parse("analytics, personalization");

        Assert.Equal("personalization analytics", Allowed(User(), policy));
        Assert.Equal("policy", new Consents(User(), policy).For<ForPersonalization>()!.Basis);
        Assert.Equal("analytics", Allowed(Profile(Identify("a", 1, """{"consent:personalization":"denied"}""")), policy));
    }

    [Theory]
    [InlineData("marketing")]
    [InlineData("analytics,advertising")]
    [InlineData("sharing")]
    [InlineData("everything")]
    public void Parse_PurposeThatNeedsAYes_IsRefusedInWords(string list) =>
        Assert.Contains("analytics and personalization", Assert.Throws<ArgumentException>(() => ConsentPolicy.Parse(list)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"categoryPreferences":{"Advertising":true,"Analytics":false,"Functional":true,"DataSharing":false}}""", "personalization advertising")]
    [InlineData("""{"categoryPreferences":{"Advertising":false,"Analytics":true,"Functional":false,"DataSharing":true}}""", "analytics sharing")]
    [InlineData("""{"ad_storage":"granted","analytics_storage":"granted","ad_user_data":"granted","ad_personalization":"granted"}""", "analytics advertising sharing")]
    [InlineData("""{"ad_storage":"granted","ad_personalization":"denied"}""", "")]
    [InlineData("""{"ad_personalization":"denied","ad_storage":"granted"}""", "")]
    [InlineData("""{"categoryPreferences":{"Marketing":true}}""", "marketing")]
    [InlineData("""{"categoryPreferences":{"Functional":"yes","Analytics":1,"Unknown":true}}""", "")]
    public void Apply_ContextOfAnyEvent_SaysWhatIsAllowed(string consent, string allowed) =>
        Assert.Equal(allowed, Allowed(Profile(Track("a", 1, "Product Viewed", context: $$"""{"consent":{{consent}}}"""))));

    [Fact]
    public void Apply_PreferenceEvent_MayCarryItInItsPropertiesToo() =>
        Assert.Equal("personalization marketing", Allowed(Profile(Track("a", 1, Updated, """{"categoryPreferences":{"Functional":true},"marketing":"granted"}"""))));

    [Fact]
    public void Apply_PropertiesOfAnotherEvent_SayNothing() =>
        Assert.Equal("", Allowed(Profile(Track("a", 1, "Product Viewed", """{"categoryPreferences":{"Functional":true},"marketing":"granted"}"""))));

    [Theory]
    [InlineData("\"granted\"", "\"granted\"")]
    [InlineData("true", "\"granted\"")]
    [InlineData("\"Granted\"", "\"denied\"")]
    [InlineData("\"maybe\"", "\"denied\"")]
    [InlineData("{}", "\"denied\"")]
    [InlineData("null", "null")]
    public void Apply_Traits_AreKeptAsGrantedOrDenied(string said, string kept) =>
        Assert.Equal(kept, Profile(Identify("a", 1, $$"""{"consent:marketing":{{said}}}""")).Traits["consent:marketing"].Value.GetRawText());

    [Fact]
    public void Apply_TraitsOfAnEventsContext_MaySayNoButNotYes()
    {
        ShopEvent granted = Identify("a", 1, """{"consent:marketing":"granted"}"""), denied = Track("b", 2, "Page", context: """{"traits":{"consent:marketing":"denied"}}""");

        Assert.Equal("", Allowed(Profile(granted, denied)));
        Assert.Equal("", Allowed(Profile(Track("c", 1, "Page", context: """{"traits":{"consent:marketing":"granted"}}"""))));
    }

    [Fact]
    public void Apply_TraitsThatOnlyTheSuiteWrites_AreNotTakenFromTheSender() =>
        Assert.Empty(Profile(Identify("a", 1, """{"consent:gpc":"denied","consent:advertising:express":"granted","consent:other":"granted"}""")).Traits);

    [Fact]
    public void Apply_Statements_TheNewestWinsInAnyOrder()
    {
        ShopEvent[] said =
        [
            Track("a", 1, "Page", context: """{"consent":{"categoryPreferences":{"Functional":true,"Analytics":true}}}"""),
            Identify("b", 2, """{"consent:personalization":"denied"}"""),
            Track("c", 3, Updated, context: """{"consent":{"categoryPreferences":{"Functional":true,"Analytics":false}}}"""),
        ];
        foreach (int[] order in (int[][])[[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]])
            Assert.Equal("personalization", Allowed(Profile([.. order.Select(place => said[place])])));
    }

    [Fact]
    public void Apply_PrivacyControl_DeniesAdvertisingAndSharingOnly()
    {
        Profile profile = Profile(
            Identify("a", 1, """{"consent:personalization":"granted","consent:marketing":"granted","consent:advertising":"granted","consent:sharing":"granted"}"""),
            Track("b", 2, "Page", context: """{"gpc":true}"""));

        Assert.Equal("personalization marketing", Allowed(profile));
        Assert.True(new Consents(profile, ConsentPolicy.Strict).AsksForPrivacy);
    }

    [Fact]
    public void Apply_PrivacyControl_OnlyALaterExpressGrantOverridesItForGood()
    {
        const string Both = """{"consent":{"categoryPreferences":{"Advertising":true,"DataSharing":true}}}""";
        ShopEvent before = Track("a", 1, Updated, context: Both), control = Track("b", 2, "Page", context: """{"gpc":true}""");
        ShopEvent standing = Track("c", 3, "Page", context: Both), express = Track("d", 4, Updated, context: Both), again = Track("e", 5, "Page", context: """{"gpc":true}""");
        ShopEvent withdrawn = Track("f", 6, "Page", context: """{"consent":{"categoryPreferences":{"Advertising":false}}}""");

        Assert.Equal("advertising sharing", Allowed(Profile(before)));
        Assert.Equal("", Allowed(Profile(control, before)));
        Assert.Equal("", Allowed(Profile(standing, before, control)));
        Assert.Equal("advertising sharing", Allowed(Profile(express, standing, before, control)));
        Assert.Equal("advertising sharing", Allowed(Profile(again, express, standing, before, control)));
        Assert.Equal("sharing", Allowed(Profile(withdrawn, again, express, control)));
    }

    [Fact]
    public void For_Subscription_IsAYesToMarketingUntilMarketingIsDenied()
    {
        ShopEvent subscribed = Identify("a", 1, """{"subscription:email":"subscribed"}"""), denied = Identify("b", 0, """{"consent:marketing":"denied"}""");

        Assert.Equal("subscribed", Consents.ToMarketing(Profile(subscribed))!.Basis);
        Assert.Null(Consents.ToMarketing(Profile(Identify("a", 1, """{"subscription:email":"unsubscribed"}"""))));
        Assert.Null(Consents.ToMarketing(Profile(subscribed, denied)));
    }

    [Fact]
    public void Apply_ManyTraits_NeverPushAStatementOut()
    {
        ShopEvent control = Track("b", 0, "Page", context: """{"gpc":true,"consent":{"categoryPreferences":{"Functional":false}}}""");
        Profile profile = Profile([control, .. Enumerable.Range(0, 30).Select(n => Identify("t" + n, 10 + n, $$"""{{{string.Join(',', Enumerable.Range(0, 9).Select(m => $"\"t{n}-{m}\":1"))}}}"""))]);

        Assert.Equal(ProfileLimits.Traits, profile.Traits.Count);
        Assert.Contains("consent:personalization", profile.Traits.Keys);
        Assert.Contains("consent:gpc", profile.Traits.Keys);
    }

    [Fact]
    public void Absorb_TwoDevices_HaveTheSameConsentsWhicheverTakesInTheOther()
    {
        ShopEvent grant = Track("a", 1, Updated, context: """{"consent":{"categoryPreferences":{"Advertising":true,"Functional":true}}}""", user: null, device: "d");
        ShopEvent control = Track("b", 2, "Page", context: """{"gpc":true}""", user: null, device: "e"), later = Track("c", 3, "Page", context: """{"gpc":true}""", user: null, device: "d");
        Profile one = Applied(new Profile { Key = PersonKey.Anonymous("d") }, [grant, later]), other = Applied(new Profile { Key = PersonKey.Anonymous("e") }, [control]);
        Profile first = ProfileRules.Absorb(ProfileRules.Absorb(User(), one), other), second = ProfileRules.Absorb(ProfileRules.Absorb(User(), other), one);

        Assert.Equal("personalization", Allowed(first));
        Assert.Equal(first.Traits["consent:gpc"].At, second.Traits["consent:gpc"].At);
        Assert.Equal(Allowed(first), Allowed(second));
        Assert.Equal(Start.AddSeconds(2), first.Traits["consent:gpc"].At);
    }

    [Fact]
    public void Demand_AnotherPersonsPermission_IsRefused()
    {
        Permission<ForMarketing> permission = Consents.ToMarketing(Profile(Identify("a", 1, """{"consent:marketing":"granted"}""")))!;

        permission.Demand(PersonKey.User("u"));
        Assert.Throws<ArgumentException>(() => permission.Demand(PersonKey.User("other")));
    }
}
