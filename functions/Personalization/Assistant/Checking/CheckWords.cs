using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Personalization.Common;

namespace Personalization.Assistant.Checking;

/// <summary>The words that answers are checked by, of all languages together, from a file that comes along.</summary>
public sealed class CheckWords
{
    private static readonly ShippedFiles Files = new("Personalization.Assistant.Checking.Shipped.", ".json");

    // Shorter words are too often the beginning of others.
    private const int Short = 3;

    private readonly ImmutableArray<string> promises, bounds, labels, currencies, percents, prices, spelled, gifts, gives, deeds, cartDeeds, states, we;

    private CheckWords(CheckWordsFile file)
    {
        (promises, bounds, labels, currencies, percents) = (Folded(file.Promises), Folded(file.Bounds), Folded(file.Labels), Folded(file.Currencies), Folded(file.Percents));
        (prices, spelled, gifts, gives) = (Folded(file.Prices), Folded(file.Spelled), Folded(file.Gifts), Folded(file.Gives));
        (deeds, cartDeeds, states, we) = (Folded(file.Deeds), Folded(file.CartDeeds), Folded(file.States), Folded(file.We));
    }

    /// <summary>The words that come along.</summary>
    public static CheckWords Shipped { get; } = new(Files.Read("words", CheckWordsCodec.Default.CheckWordsFile));

    /// <summary>True for the folded form of a word that only the shop may say: a discount, a refund, a gift.</summary>
    public bool Promises(string folded) => Begins(promises, folded);

    /// <summary>True for a word beside which any number of the question may be repeated: under, between, budget.</summary>
    public bool Bounds(string word) => Begins(bounds, Plain(word));

    /// <summary>True for a word beside which a number of the question may be repeated that is no money: size, order.</summary>
    public bool Labels(string word) => Begins(labels, Plain(word));

    /// <summary>True for a word that makes the numbers beside it prices.</summary>
    public bool Prices(string word) => Begins(prices, Plain(word));

    /// <summary>True for a number that is written out.</summary>
    public bool Spelled(string word) => Begins(spelled, Plain(word));

    /// <summary>True for the folded word for a gift.</summary>
    public bool Gifts(string folded) => Begins(gifts, folded);

    /// <summary>True where folded words, one space between and around them, hold a promise of several words.</summary>
    public bool PromisesIn(string joined) => Holds(promises, joined);

    /// <summary>True where such words say that somebody gets something.</summary>
    public bool GivesIn(string joined) => Holds(gives, joined) || WordsIn(joined).Any(word => Begins(gives, word));

    /// <summary>True where such words say that something was done.</summary>
    public bool DeedsIn(string joined) => Holds(deeds, joined);

    /// <summary>True for the folded word for something that was done.</summary>
    public bool Deeds(string folded) => Begins(deeds, folded);

    /// <summary>True for the folded word for something that was done to a cart.</summary>
    public bool CartDeeds(string folded) => Begins(cartDeeds, folded);

    /// <summary>True where such words say how an order stands.</summary>
    public bool StatesIn(string joined) => Holds(states, joined) || WordsIn(joined).Any(word => Begins(states, word));

    /// <summary>True for the folded word by which the assistant speaks of itself.</summary>
    public bool IsWe(string folded) => we.Contains(folded);

    /// <summary>True for the word or sign of a currency or of percents.</summary>
    public bool IsMoneyOrPercent(string word) => IsCurrency(word) || Begins(percents, Plain(word));

    /// <summary>True where a currency's sign is in it.</summary>
    public static bool IsSign(string text) => Signs(text);

    /// <summary>What a number is said to be, by itself and by what stands before and behind it.</summary>
    public NumberKind KindOf(string number, string before, string behind)
    {
        if (number.Contains('%', StringComparison.Ordinal) || behind.StartsWith('%') || Begins(percents, Plain(behind))) return NumberKind.Percent;
        string next = behind.Split(' ', 2)[0];
        return Signs(number) || Signs(before) || Signs(next) || IsCurrency(before) || IsCurrency(next) || IsCurrency(number) ? NumberKind.Money : NumberKind.Plain;
    }

    private static bool Signs(string text) => text.Any(letter => char.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.CurrencySymbol);

    private bool IsCurrency(string word) => Begins(currencies, Plain(word).TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', ','));

    private static string Plain(string word) => Grounds.Fold(word).Trim('.', ',', '!', '?', '*', '"', ':', ';');

    // A full stop after a word of the list: this word alone, not what begins with it.
    private static bool Begins(ImmutableArray<string> all, string folded) => folded.Length > 0 && all.Any(one =>
        one[^1] is '.' ? folded.AsSpan().SequenceEqual(one.AsSpan(0, one.Length - 1)) : one.Length <= Short ? folded == one : folded.StartsWith(one, StringComparison.Ordinal));

    private static bool Holds(ImmutableArray<string> all, string joined) => all.Any(one => one.Contains(' ', StringComparison.Ordinal) && joined.Contains(" " + one, StringComparison.Ordinal));

    private static string[] WordsIn(string joined) => joined.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static ImmutableArray<string> Folded(IEnumerable<string> all) => [.. all.Select(Grounds.Fold)];
}

internal sealed record CheckWordsFile(
    string[] Promises, string[] Bounds, string[] Labels, string[] Currencies, string[] Percents, string[] Prices, string[] Spelled, string[] Gifts,
    string[] Gives, string[] Deeds, string[] CartDeeds, string[] States, string[] We);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CheckWordsFile))]
internal sealed partial class CheckWordsCodec : JsonSerializerContext;
