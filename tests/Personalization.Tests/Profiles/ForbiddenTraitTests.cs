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
}
