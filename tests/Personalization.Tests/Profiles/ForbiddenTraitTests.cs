using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Tests.Profiles;

[Trait("Feature", "S20")]
public sealed class ForbiddenTraitTests
{
    [Theory]
    [InlineData("religion")]
    [InlineData("Religion")]
    [InlineData("healthScore")]
    [InlineData("score:health")]
    [InlineData("household_income")]
    [InlineData("incomeByPostcode")]
    [InlineData("credit_score")]
    [InlineData("CREDIT-SCORE")]
    [InlineData("sexual-orientation")]
    [InlineData("trade.union")]
    [InlineData("political party")]
    [InlineData("creditScore")]
    public void Holds_WhatTheLawProtectsMost_InAnySpelling(string name) => Assert.True(ForbiddenTraits.Standard.Holds(name));

    [Theory]
    [InlineData("style")]
    [InlineData("reunion")]
    [InlineData("score:vip")]
    [InlineData("city")]
    [InlineData("")]
    [InlineData(":")]
    public void Holds_OrdinaryThings_Not(string name) => Assert.False(ForbiddenTraits.Standard.Holds(name));

    [Fact]
    public void Holds_WithMoreWords_KeepsTheStandardOnes()
    {
        ForbiddenTraits more = new(["Zodiac", " ", "-religion"]);

        Assert.True(more.Holds("zodiacSign"));
        Assert.True(more.Holds("religion"));
    }

    [Theory]
    [InlineData("enrichment", true)]
    [InlineData("import", true)]
    [InlineData("quiz", true)]
    [InlineData("pos", true)]
    [InlineData(null, false)]
    public void Apply_WordsOfTheShop_KeepOutWhatOthersBringAndNotWhatThePersonSays(string? source, bool kept)
    {
        string context = source is null ? "{}" : $$"""{"provenance":{"kind":"{{source}}"} }""";
        ShopEvent said = Told.Identify("z", 1, """{"zodiacSign":"leo","religion":"none","city":"Patras"}""", context: context);

        Profile profile = ProfileRules.Apply(Histories.User(), [said], null, new ForbiddenTraits(["zodiac"])).Profile;

        Assert.Equal((!kept, !kept, true), (profile.Traits.ContainsKey("zodiacSign"), profile.Traits.ContainsKey("religion"), profile.Traits.ContainsKey("city")));
    }
}
