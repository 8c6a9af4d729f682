using Personalization.Assistant;
using Personalization.Assistant.Checking;
using Personalization.Assistant.Tools;
using Personalization.Catalog;

namespace Personalization.Functions.Tests.Assistant;

/// <summary>What may be said, and what may not, in each language.</summary>
[Trait("Feature", "S90")]
public sealed class AnswerCheckTests
{
    private static readonly AnswerCheck Check = new(CheckWords.Shipped);

    private static readonly Grounds Known = new(
        [
            new ProductFact(new Product
            {
                ProductId = "coat-1", Name = "Anorak Vermio", Brand = "Vermio", Price = 1299.90m, Currency = "EUR", Stock = 7, Url = "https://shop.example/p/coat-1", Description = "Warm, with CODE77 inside.",
                Names = new Dictionary<string, string> { ["el"] = "Άνορακ Βέρμιο", ["ru"] = "Анорак Вермио", ["fa"] = "آنوراک ورمیو", ["ar"] = "أنوراك فيرميو" }, Attributes = new Dictionary<string, string> { ["size"] = "42" },
            }),
            new ProductFact(new Product { ProductId = "boot-2", Name = "Boots Pindos", Price = 120m, Currency = "EUR" }),
            new FigureFact("segment.members", 1240, "people", "q"),
            new FigureFact("rate", 12.5m, "%", "q"),
            new TextFact("guide", "Returns are free within 30 days. Shipping costs 4.90 EUR."),
            new ThingFact("order", "1001", null, "shipped", null, null),
        ],
        ["I want a coat under 1500 EUR in size 44"]);

    [Theory]
    [InlineData("The Anorak Vermio costs 1,299.90 EUR.")]
    [InlineData("The Anorak Vermio costs €1300.")]
    [InlineData("Το Άνορακ Βέρμιο κοστίζει 1.299,90 €.")]
    [InlineData("Анорак Вермио стоит 1 299,90 евро.")]
    [InlineData("آنوراک ورمیو ۱٬۲۹۹٫۹۰ یورو است.")]
    [InlineData("سعر أنوراك فيرميو ١٬٢٩٩٫٩٠ يورو.")]
    [InlineData("I looked for coats under 1500 EUR.")]
    [InlineData("In size 44 I found none.")]
    [InlineData("The Anorak Vermio comes in size 42.")]
    [InlineData("We have 7 of them.")]
    [InlineData("Returns are free within 30 days.")]
    [InlineData("Shipping costs 4.90 EUR.")]
    [InlineData("The segment has 1240 people.")]
    [InlineData("The rate is 12.5%.")]
    [InlineData("1. [Anorak Vermio](https://shop.example/p/coat-1)")]
    [InlineData("Your order 1001 is shipped.")]
    [InlineData("Which colour do you like?")]
    [InlineData("Ποιο χρώμα προτιμάτε;")]
    [InlineData("Какой цвет вам нравится?")]
    [InlineData("چه رنگی را دوست دارید؟")]
    [InlineData("ما اللون الذي تفضله؟")]
    [InlineData("I'd take the Boots Pindos for 120 EUR, then.")]
    public void WrongIn_WhatFactsBearOut_MayBeSaid(string sentence) =>
        Assert.Null(Check.WrongIn(sentence, Known, new CheckScope(AssistantAudience.Shopper, false)));

    [Theory]
    [InlineData("The Anorak Vermio costs 1,199.90 EUR.", "number")]
    [InlineData("The Anorak Vermio costs 120 EUR.", "number")]
    [InlineData("Το Άνορακ Βέρμιο κοστίζει 1.199,90 €.", "number")]
    [InlineData("Анорак Вермио стоит 999 евро.", "number")]
    [InlineData("آنوراک ورمیو ۹۹۹ یورو است.", "number")]
    [InlineData("سعر أنوراك فيرميو ٩٩٩ يورو.", "number")]
    [InlineData("The price is 42 EUR.", "number")]
    [InlineData("It is 1500 EUR.", "number")]
    [InlineData("The rate is 30%.", "number")]
    [InlineData("Take the Parka Olympos.", "name")]
    [InlineData("Возьмите Парку Олимп.", "name")]
    [InlineData("Use CODE77.", "name")]
    [InlineData("Take «the other one».", "name")]
    [InlineData("См. Super coat.", "name")]
    [InlineData("See https://shop.example/p/coat-1/x for it.", "address")]
    [InlineData("See shop.example for it.", "address")]
    [InlineData("You get a discount.", "promise")]
    [InlineData("I have cancelled the order.", "deed")]
    [InlineData("I have shipped your order.", null)]
    public void WrongIn_WhatNoFactBearsOut_MayNot(string sentence, string? reason)
    {
        // "Shipped" is a state, not one of the assistant's own deeds.
        Assert.Equal(reason, Check.WrongIn(sentence, Known, new CheckScope(AssistantAudience.Shopper, false)));
    }

    [Fact]
    public void WrongIn_DiscountForAMerchant_MayBeSaid() =>
        Assert.Null(Check.WrongIn("These people wait for a discount.", Known, new CheckScope(AssistantAudience.Merchant, false)));

    [Fact]
    public void WrongIn_PutIntoTheCart_OnlyWhereItWas()
    {
        Assert.Null(Check.WrongIn("I added the Boots Pindos to your cart.", new Grounds([new ProductFact(new Product { ProductId = "b", Name = "Boots Pindos" })], []), new CheckScope(AssistantAudience.Shopper, true)));
        Assert.Equal("deed", Check.WrongIn("I added the boots to your cart.", Known, new CheckScope(AssistantAudience.Shopper, false)));
    }

    [Theory]
    [InlineData("1.299,00", 1299)]
    [InlineData("1,299.00", 1299)]
    [InlineData("۱٬۲۹۹", 1299)]
    [InlineData("٩", 9)]
    [InlineData("９", 9)]
    [InlineData("𝟗", 9)]
    [InlineData("④", 4)]
    public void In_DigitsOfEachKind_AreRead(string text, int number) => Assert.Contains(number, NumberWords.In(text));
}
