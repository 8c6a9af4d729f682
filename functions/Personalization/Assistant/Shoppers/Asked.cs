using System.Collections.Immutable;
using Personalization.Assistant.Conversations;
using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>A question with all that it is understood from.</summary>
/// <param name="Question">The question's words.</param>
/// <param name="Search">The catalog.</param>
/// <param name="Caller">Who asks, and what they look at.</param>
/// <param name="Before">What was said before.</param>
internal sealed record Asked(Question Question, ProductSearch Search, AssistantCaller Caller, ImmutableArray<ChatMessage> Before)
{
    /// <summary>What was understood of the question before.</summary>
    public ShopperWish? LastWish { get; } = ShopperWish.Read(Before.LastOrDefault(one => one.Role is ChatRole.Assistant)?.Understood);

    /// <summary>The newest list's wish, and what that list showed: questions about one of its products come between.</summary>
    public (ShopperWish Wish, ImmutableArray<string> Shown)? LastList { get; } = Before.Reverse().Where(one => one.Role is ChatRole.Assistant)
        .Select(one => (Wish: ShopperWish.Read(one.Understood), one.Products)).Where(one => one.Wish is not null && Intents.IsList(one.Wish.Intent))
        .Select(one => ((ShopperWish, ImmutableArray<string>)?)(one.Wish!, one.Products.IsDefault ? [] : one.Products)).FirstOrDefault();

    /// <summary>Products that were shown last.</summary>
    public ImmutableArray<string> Shown { get; } = Before.LastOrDefault(one => one.Role is ChatRole.Assistant && !one.Products.IsDefaultOrEmpty)?.Products ?? [];

    /// <summary>What the question itself says of prices, colours …: found once, since finding marks words as spoken for.</summary>
    public required ShopperWish Slots { get; init; }

    private string? Language { get; } = LanguageGuess.Of(Question.Text);

    /// <summary>Words that are left when everything else is spoken for, and that say something.</summary>
    public IReadOnlyList<Word> Content(string intent)
    {
        HashSet<string> spoken = [.. Question.Of("intents").Where(match => match.Key == intent || IsModifier(match.Key)).SelectMany(Literals)];
        foreach (string section in (string[])["recipients", "occasions", "ordinals"]) spoken.UnionWith(Question.Of(section).SelectMany(Literals));
        // "A bicycle … no, sorry, a scooter": what was taken back is not looked for.
        int from = Question.Of("corrections").Where(match => Question.Words.Skip(match.End).Any(Search.Has)).Select(match => match.End).DefaultIfEmpty(0).Max();
        return [.. Question.Words.Where((word, place) => place >= from && !Question.IsUsed(place) && !Lexicon.Shoppers.IsFiller(word, Search.Has(word), Language) && (!spoken.Contains(word.Stem) || (Intents.IsList(intent) && Search.Has(word) && !IsSaid(place, intent))))];
    }

    /// <summary>The known words of some, as the text of a search; null for none.</summary>
    public string? Known(IReadOnlyList<Word> content) => content.Any(Search.Knows) ? string.Join(' ', content.Select(word => word.Surface)) : null;

    private static bool IsModifier(string key) => key is Intents.Cheapest or Intents.Dearest or Intents.Gift or Intents.Cheaper or Intents.More or Intents.New or Intents.Bestsellers or Intents.Sale or Intents.ForMe;

    // "guide" is a word of the care intent and of a hiking guide: within a phrase of the intent itself it is the former.
    private bool IsSaid(int place, string intent) => Question.Of("intents").Any(match => match.Key == intent && match.Start <= place && place < match.End);

    private static IEnumerable<string> Literals(PhraseMatch match) => match.Phrase.Parts.SelectMany(part => part.Stems.SelectMany(stems => stems));
}
