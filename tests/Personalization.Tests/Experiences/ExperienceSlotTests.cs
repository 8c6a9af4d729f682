using Personalization.Experiences;
using Personalization.Experiences.Definitions;
using Personalization.Experiments;
using Personalization.Profiles;
using Personalization.Tests.Profiles;
using Personalization.Tests.Recommendations;

namespace Personalization.Tests.Experiences;

public sealed class ExperienceSlotTests
{
    private static readonly Profile Regular = World.Profile("u1", World.View("u1", "boot", 1), World.Order("u1", 60 * 24 * 20, "pack"), World.Order("u1", 60 * 24 * 25, "tote"));

    private static Experience Banner(string rest, string title = "T", string id = "one") => Showing.Read($"name: B\nkind: banner\ncontent: {{ title: \"{title}\" }}\n{rest}", id);

    [Fact]
    [Trait("Feature", "S77")]
    public void Decide_StagesOfCustomers_EachSeesTheirOwn()
    {
        Experience[] all =
        [
            Banner("audience: { stages: [visitor] }\npriority: 1", "new", "a"), Banner("audience: { stages: [active] }\npriority: 1", "regular", "b"),
            Banner("audience: { stages: [lapsed] }\npriority: 1", "lapsed", "c"), Banner("", "anybody", "d"),
        ];

        Assert.Equal("new", all.Decide(SlotKind.Banner).Text("title"));
        Assert.Equal("regular", all.Decide(SlotKind.Banner, context: Showing.Context(Regular)).Text("title"));
        Assert.Equal("lapsed", all.Decide(SlotKind.Banner, context: Showing.Context(Regular, day: 300)).Text("title"));
        Assert.Equal("anybody", all.Decide(SlotKind.Banner, Showing.Page() with { Visitor = null }).Text("title"));
    }

    [Fact]
    [Trait("Feature", "S79")]
    public void Decide_NobodyKnown_IsNoNewcomerWithoutAnId() =>
        Assert.Equal("stage", Banner("audience: { stages: [visitor] }").WhyNot(Showing.Page() with { Visitor = null }));

    [Theory]
    [Trait("Feature", "S77")]
    [InlineData("slots: [other]", "slot")]
    [InlineData("pages: [cart]", "page")]
    [InlineData("schedule: { until: 2026-01-02 }", "schedule")]
    [InlineData("schedule: { from: 2026-01-31 }", null)]
    [InlineData("schedule: { weekdays: [mon] }", "schedule")]
    [InlineData("schedule: { weekdays: [sat], hours: { until: \"00:30\" } }", null)]
    [InlineData("audience: { visits: { atLeast: 2 } }", "visits")]
    [InlineData("audience: { returning: true }", "returning")]
    [InlineData("audience: { campaigns: [spring] }", "campaign")]
    [InlineData("audience: { segments: { any: [vip] } }", "segment")]
    [InlineData("audience: { cart: { atLeast: 1, currency: EUR } }", "cart")]
    [InlineData("audience: { browsing: { categories: [Bags] } }", "browsing")]
    [InlineData("audience: { browsing: { brands: [Trail] } }", "browsing")]
    public void Consider_FirstPageOfSomebodyNew_SaysWhyNot(string rest, string? why) => Assert.Equal(why, Banner(rest).WhyNot());

    [Fact]
    [Trait("Feature", "S83")]
    public void Decide_CampaignAndSegment_FitThose()
    {
        Assert.Null(Banner("audience: { campaigns: [Spring] }").WhyNot(Showing.Page(PageType.Landing) with { Campaign = "spring" }));
        Assert.Null(Banner("audience: { segments: { any: [vip] } }").WhyNot(context: Showing.Context(Regular, 30, "vip")));
        Assert.Equal("excluded-segment", Banner("audience: { segments: { none: [vip] } }").WhyNot(context: Showing.Context(Regular, 30, "vip")));
    }

    [Fact]
    [Trait("Feature", "S87")]
    public void Decide_BootsLookedAtInThisVisit_BackpacksAreOffered()
    {
        Experience[] all = [Banner("", "anything", "a"), Banner("audience: { browsing: { categories: [Shoes / Hiking] } }\npriority: 5", "10 % off backpacks", "b")];

        Assert.Equal("anything", all.Decide(SlotKind.Banner, Showing.Page() with { Session = ["sneaker"] }).Text("title"));
        SlotDecision decision = all.Decide(SlotKind.Banner, Showing.Page() with { Session = ["sneaker", "boot"], Language = "el" });
        Assert.Equal(("10 % off backpacks", "browsing", "Ταιριάζει με αυτό που βλέπετε"), (decision.Text("title"), decision.Reason.Code, decision.Reason.Text));
    }

    [Fact]
    [Trait("Feature", "S78")]
    public void Decide_GreetingByName_OrWithoutWhereNoneIsKnown()
    {
        Experience[] all = [Showing.Read("name: G\nkind: greeting\ncontent: { text: \"Hello {firstName|there}, new in {favouriteCategory|the shop}\" }")];
        Profile named = Histories.Applied(Regular, [Told.Identify("i", 5, """{"firstName":"Nino K"}""")]);
        Profile joker = Histories.Applied(Regular, [Told.Identify("i", 5, """{"firstName":"<img src=x>"}""")]);

        Assert.Equal("Hello there, new in the shop", all.Decide(SlotKind.Greeting).Text());
        Assert.Equal("Hello Nino, new in Bags", all.Decide(SlotKind.Greeting, context: Showing.Context(named)).Text());
        Assert.Equal("Hello there, new in Bags", all.Decide(SlotKind.Greeting, context: Showing.Context(joker)).Text());
    }

    [Fact]
    [Trait("Feature", "S84")]
    public void Decide_TiersByCart_DearestThatIsReached()
    {
        Experience[] all = [Banner("tiers:\n  - { cart: 50, currency: EUR, content: { title: small } }\n  - { cart: 100, currency: EUR, content: { title: large } }", "none")];
        string? title(int pieces, string? currency = null) => all.Decide(SlotKind.Banner, Showing.Page() with { Cart = [new PageLine("pack", pieces, null)], Currency = currency }).Text("title");

        Assert.Equal(("small", "large", "none"), (title(1), title(3), title(3, "USD")));
        Assert.Equal("none", all.Decide(SlotKind.Banner).Text("title"));
    }

    [Fact]
    [Trait("Feature", "S86")]
    public void Decide_CartBelowItsGoal_SaysHowMuchIsMissing()
    {
        Experience[] all = [Showing.Read("name: B\nkind: banner\ncontent: { title: \"{cartRemaining|Nothing} to go\", goal: { cart: 70, currency: EUR } }")];

        Assert.Equal("20.00 EUR to go", all.Decide(SlotKind.Banner, Showing.Page() with { Cart = [new PageLine("pack", 1, null)] }).Text("title"));
        Assert.Equal("Nothing to go", all.Decide(SlotKind.Banner, Showing.Page() with { Cart = [new PageLine("pack", 2, null)] }).Text("title"));
    }

    [Fact]
    [Trait("Feature", "S83")]
    public void Decide_ContentOfAnExperiment_IsThatOfTheVariant()
    {
        Experience one = Banner("experiment: x\nvariants: { loud: { title: LOUD }, none: ~ }", "usual");
        SlotDecision loud = ((Experience[])[one]).Decide(SlotKind.Banner, context: Showing.Context() with { Experiments = new Always("loud") });

        Assert.Equal(("LOUD", "loud"), (loud.Text("title"), loud.Assignment!.Variant));
        Assert.Null(((Experience[])[one]).Decide(SlotKind.Banner, context: Showing.Context() with { Experiments = new Always("none") }).Content);
        Assert.Equal("usual", ((Experience[])[one]).Decide(SlotKind.Banner, context: Showing.Context() with { Experiments = new Always("other") }).Text("title"));
    }

    [Fact]
    public void Decide_NothingFits_ShowsNothing()
    {
        SlotDecision decision = ((Experience[])[]).Decide(SlotKind.Banner);

        Assert.Equal((null, "nothing-fits"), (decision.Content, decision.Fallback));
    }

    private sealed class Always(string variant) : IAssigner
    {
        public string Version => variant;

        public Assignment? Find(string experiment, ExperimentSubject subject) => new(experiment, variant, 0.5);
    }
}
