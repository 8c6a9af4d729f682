using Personalization.Catalog;
using Personalization.Evaluation;

namespace Personalization.EndToEnd.Tests;

/// <summary>The kit that counts how good answers are can say that one is not.</summary>
[Trait("Feature", "S90")]
public sealed class EvaluationKitTests
{
    private static readonly Product Kettle = new() { ProductId = "kettle-01", Name = "Kettle Olympus, blue", Price = 43.90m, Currency = "EUR", Stock = 4, Attributes = new Dictionary<string, string> { ["colour"] = "blue" } };

    [Theory]
    [InlineData("Kettle Olympus, blue costs €43.90.", 0)]
    [InlineData("I have nothing under 30 euros.", 0)]
    [InlineData("The shop has no “toasters”.", 0)]
    [InlineData("Kettle Olympus, blue costs €30.00.", 1)]
    [InlineData("Kettle Olympus, blue costs €39.90.", 1)]
    [InlineData("It holds 9 litres.", 1)]
    [InlineData("I would take the Bosch instead.", 1)]
    [InlineData("1. teapot wonder — a beauty", 1)]
    [InlineData("Look at https://elsewhere.example/kettle.", 1)]
    public void Take_Answer_FindsWhatNoFactBearsOut(string answer, int groundless)
    {
        IReadOnlyList<string> found = new Groundedness().Take(new BankTurn("kettles or toasters under 30 euros?", null), new ChatReply("c", "offline", answer), [Kettle]);

        Assert.Equal(groundless, found.Count);
    }

    [Theory]
    [InlineData("I took the Chef's knife Hermon for you.", 0)]
    [InlineData("I took the Hermon's knife for you.", 0)]
    [InlineData("I took the Bosch's knife for you.", 1)]
    public void Take_NameWithAnApostrophe_IsReadInWhole(string answer, int groundless)
    {
        Product knife = new() { ProductId = "knife-04", Name = "Chef's knife Hermon" };

        Assert.Equal(groundless, new Groundedness().Take(new BankTurn("a knife?", null), new ChatReply("c", "offline", answer), [knife]).Count);
    }

    [Fact]
    public void Of_AnswersThatAreNotAsExpected_SaysWhy()
    {
        BankItem item = Item("en", new Expectation
        {
            Tools = ["search_products"], Types = ["teapot"], MaxPrice = 40, Attributes = new Dictionary<string, string> { ["colour"] = "red" }, Mentions = ["teapot"], Not = ["kettle"], Asks = true, Figures = true,
            Thing = "order", Proposal = "segment_draft", Cart = new CartExpectation("kettle", 1), Count = 2,
        });

        IReadOnlyList<string> wrong = Verdicts.Of(item, item.Turns[0], new ChatReply("c", "offline", "A kettle."), [Kettle]);

        Assert.Equal(11, wrong.Count);
    }

    [Theory]
    [InlineData("en", "A fine kettle.", true)]
    [InlineData("en", "Ωραίος βραστήρας.", false)]
    [InlineData("fa", "A fine kettle.", false)]
    [InlineData("fa", "کتری خوب", true)]
    public void Of_LanguageOfTheAnswer_IsThatOfTheQuestion(string language, string answer, bool right)
    {
        BankItem item = Item(language, null);

        Assert.Equal(right, Verdicts.Of(item, item.Turns[0], new ChatReply("c", "offline", answer), []).Count == 0);
    }

    [Theory]
    [InlineData("""{"id":"a","lang":"en","audience":"nobody","turns":[{"say":"x"}]}""")]
    [InlineData("""{"id":"a","lang":"en","audience":"shopper","turns":[]}""")]
    [InlineData("""{"id":"a","lang":"en","audience":"shopper","turns":[{"say":"x","expect":{"prise":3}}]}""")]
    [InlineData("{")]
    public void Read_LineThatIsNoConversation_IsNamed(string line)
    {
        FormatException fault = Assert.Throws<FormatException>(() => BankItem.Read(["# for people", line]));

        Assert.Contains("Line 2", fault.Message, StringComparison.Ordinal);
    }

    private static BankItem Item(string language, Expectation? expected) => new("a", language, "shopper", [new BankTurn("?", expected)]);
}
