using System.Collections.Immutable;
using Personalization.Assistant.Conversations;
using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>Understands shoppers' questions, in any of the lexicon's languages and in several at once. Pure: the same question at the same place of a conversation is understood the same.</summary>
public static class ShopperReader
{
    private const int MostContent = 3;

    /// <summary>What a question wants.</summary>
    /// <param name="text">The question.</param>
    /// <param name="before">What was said before, oldest first.</param>
    /// <param name="search">The catalog, whose words count as known.</param>
    /// <param name="caller">Who asks.</param>
    public static ShopperWish Read(string text, ImmutableArray<ChatMessage> before, ProductSearch search, AssistantCaller caller)
    {
        (string Text, string Language)? own = Greeklish.Is(text) ? (Greeklish.ToGreek(text, Lexicon.Shoppers.GreekBySound), "el") : Romanized.Read(text, search);
        return Own(own?.Text ?? text, before, search, caller) with { Language = own?.Language };
    }

    private static ShopperWish Own(string text, ImmutableArray<ChatMessage> before, ProductSearch search, AssistantCaller caller)
    {
        Question question = Question.Read(text, Lexicon.Shoppers, search);
        IReadOnlyList<(string Intent, double Score)> ranked = IntentChoice.Ranked(question);
        Asked asked = new(question, search, caller, before) { Slots = Slots(question, search, ranked, ShopperWish.Read(before.LastOrDefault(one => one.Role is ChatRole.Assistant)?.Understood)) };
        return ShopperDecision.Of(asked, ranked) switch
        {
            { Intent: Intents.Unknown } unknown when unknown.Text is not null && unknown.Text.Count(letter => letter is ' ') < MostContent => unknown with { Intent = Intents.Search },
            var wish => wish,
        };
    }

    private static ShopperWish Slots(Question question, ProductSearch search, IReadOnlyList<(string Intent, double Score)> ranked, ShopperWish? last)
    {
        string? email = OrderReader.Email(question.Text);
        OrderReader.Use(question, email);
        ImmutableArray<string> products = SlotReader.Ids(question, search.Catalog);
        bool aboutOrder = ranked.Any(one => one.Intent is Intents.OrderStatus) || last?.Intent is Intents.OrderStatus || email is not null;
        aboutOrder |= question.Of("ordering").Any() && products.IsEmpty && OrderReader.IsSigned(question);
        string? order = aboutOrder ? OrderReader.Id(question) ?? (last?.Missing is "order" ? Bare(question) : null) : null;
        OrderReader.Use(question, order);
        string? brand = SlotReader.Name(question, search.Names.Brands, mayBeOneWord: true);
        string? size = SizeReader.Dimensions(question, search.Names);
        Budget budget = MoneyReader.Read(question);
        size ??= SizeReader.Read(question, search);
        // "Birthday" is no material, whatever its letters are in Russian.
        foreach (PhraseMatch match in question.Of("occasions").Concat(question.Of("recipients"))) question.Use(match.Start - (IsNumber(question, match.Start - 1) ? 1 : 0), match.End);
        return new ShopperWish(Intents.Unknown)
        {
            Products = products, Email = email, OrderId = order, Brand = brand, MinPrice = budget.Min, MaxPrice = budget.Max, Currency = budget.Currency, Size = size,
            Material = SlotReader.Attribute(question, AttributeWords.Materials), Color = SlotReader.Attribute(question, AttributeWords.Colors),
            Recipient = question.Best("recipients")?.Key, Occasion = question.Best("occasions")?.Key,
        };
    }

    // Of "5 years old" the number says nothing of the product.
    private static bool IsNumber(Question question, int place) => place >= 0 && (question.Words[place].Surface.All(char.IsDigit) || NumberReader.Said(question, place) is { } said && said.End == place + 1);

    // Somebody who was asked for an order's number may send just that.
    private static string? Bare(Question question) => question.Words.Where(word => word.Surface.Any(char.IsDigit)).Select(word => question.Text[word.Start..word.End]).FirstOrDefault();
}
