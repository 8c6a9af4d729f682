using Personalization.Events;
using Personalization.Profiles;
using static Personalization.Tests.Profiles.Histories;
using static Personalization.Tests.Profiles.Told;

namespace Personalization.Tests.Profiles;

public sealed class TraitTests
{
    private static string Of(Profile profile, string name) =>
        profile.Traits.TryGetValue(name, out Trait? trait) ? $"{trait.Value.GetRawText()} {trait.Origin}" : "-";

    [Trait("Feature", "S04")]
    [Fact]
    public void Apply_Traits_SayWhetherTheyWereDeclaredOrObserved()
    {
        Profile profile = Profile(
            Identify("a", 1, """{"size":"M"}""", context: """{"locale":"el","timezone":"Europe/Athens","campaign":{"source":"mail"},"location":{"country":"GR"}}"""),
            Track("b", 2, "Email Opened", context: """{"traits":{"email":"x@example.com"}}"""));

        Assert.Equal(
            "\"M\" Declared,\"x@example.com\" Observed,\"el\" Observed,\"Europe/Athens\" Observed,{\"source\":\"mail\"} Observed,\"GR\" Observed",
            string.Join(',', new[] { "size", "email", "locale", "timezone", "campaign", "country" }.Select(name => Of(profile, name))));
    }

    [Fact]
    public void Apply_TraitsOfATrackCall_AreNotThoseOfThePerson() => Assert.Empty(Profile(Track("a", 1, "Sofa Tested", """{"size":"M"}""")).Traits);

    [Fact]
    public void Apply_DeclaredTrait_StandsAgainstALaterObservation() =>
        Assert.Equal("\"fa\" Declared", Of(Profile(Track("b", 9, "x", context: """{"locale":"en"}"""), Identify("a", 1, """{"locale":"fa"}""")), "locale"));

    [Fact]
    public void Apply_EqualTimes_AreDecidedTheSameWayInAnyOrder()
    {
        ShopEvent[] both = [Identify("a", 1, """{"size":"M"}"""), Identify("b", 1, """{"size":"L"}""")];

        Assert.Equal(Bytes(Profile(both)), Bytes(Profile([.. both.Reverse()])));
    }

    [Fact]
    public void Apply_NullTrait_TakesItBackUntilItIsSaidAnew()
    {
        ShopEvent said = Identify("a", 1, """{"size":"M"}"""), back = Identify("b", 2, """{"size":null}"""), anew = Identify("c", 3, """{"size":"L"}""");

        Assert.Equal("null Declared", Of(Stored(Profile(back, said)), "size"));
        Assert.Equal("\"L\" Declared", Of(Profile(anew, back, said), "size"));
    }

    [Fact]
    public void Apply_LargeTrait_IsNotKeptAndTheOneBeforeStays()
    {
        string large = new('x', ProfileLimits.TraitBytes);

        Assert.Equal("\"M\" Declared", Of(Profile(Identify("a", 1, """{"size":"M"}"""), Identify("b", 2, $$"""{"size":"{{large}}"}""")), "size"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Apply_MoreTraitsThanKept_KeepsTheSameInAnyOrder(int seed)
    {
        Random chance = new(seed);
        ShopEvent[] events =
        [
            .. Enumerable.Range(0, 400).Select(n => Identify("n" + n, n / 3, $$"""{"t{{n * 7 % 250}}":{{n}},"twin{{n % 90}}":1}""")),
            Identify("early", -10, """{"locale":"fa","country":"IR"}"""),
            Track("late", 500, "x", context: """{"locale":"en","location":{"country":"DE"},"timezone":"Asia/Tehran"}"""),
        ];

        Profile profile = Cut(Disordered(events, chance), chance).Aggregate(User(), (before, batch) => Stored(Applied(before, batch)));

        Assert.Equal(Bytes(Applied(User(), events)), Bytes(profile));
        Assert.Equal(ProfileLimits.Traits, profile.Traits.Count);
        Assert.Equal(("\"fa\" Declared", "\"IR\" Declared", "\"Asia/Tehran\" Observed"), (Of(profile, "locale"), Of(profile, "country"), Of(profile, "timezone")));
    }

    [Trait("Feature", "S04")]
    [Fact]
    public void Apply_TraitWithProvenance_KeepsWhoSaidItWhereWhatForAndHowSure()
    {
        Profile profile = Stored(Profile(Identify(
            "a", 1, """{"size:shoes":"43"}""", context: """{"provenance":{"kind":"quiz","id":"boots","by":"Nino","purpose":"sizes","confidence":1.5,"origin":"inferred"}}""")));

        Trait trait = profile.Traits["size:shoes"];
        Assert.Equal((TraitOrigin.Inferred, new Provenance("quiz", "boots", "Nino", "sizes", 1)), (trait.Origin, trait.Source));
    }

    [Theory]
    [InlineData("declared", "observed", "declared")]
    [InlineData("inferred", "observed", "observed")]
    [InlineData("inferred", "declared", "declared")]
    public void Apply_StatementsOfSeveralSources_DeclaredWinsOverObservedAndThatOverInferred(string first, string later, string winner)
    {
        ShopEvent[] both = [Said("a", 1, first), Said("b", 9, later)];

        Assert.Equal($"\"{winner}\"", Profile(both).Traits["style"].Value.GetRawText());
        Assert.Equal(Bytes(Profile(both)), Bytes(Profile([.. both.Reverse()])));

        static ShopEvent Said(string id, double second, string origin) =>
            Identify(id, second, $$$"""{"style":"{{{origin}}}"}""", context: $$$"""{"provenance":{"kind":"test","origin":"{{{origin}}}"}}""");
    }

    [Fact]
    public void Apply_ManyTraits_KeepsEveryConsent()
    {
        ShopEvent[] events = [Identify("no", 1, """{"consent:marketing":"denied"}"""), .. Enumerable.Range(0, 300).Select(n => Identify("n" + n, 2 + n, $$"""{"t{{n}}":1}"""))];

        Assert.Equal("\"denied\" Declared", Of(Profile(events), Personalization.Privacy.Consents.Prefix + "marketing"));
    }
}
