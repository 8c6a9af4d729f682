using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Common;

namespace Personalization.Assistant.Checking;

/// <summary>The words that answers are checked by, of all languages together, from a file that comes along.</summary>
public sealed class CheckWords
{
    private static readonly ShippedFiles Files = new("Personalization.Assistant.Checking.Shipped.", ".json");

    // Shorter words are too often the beginning of others.
    private const int Short = 3;

    private readonly ImmutableArray<string> promises, bounds, labels, currencies, percents;

    private CheckWords(CheckWordsFile file) =>
        (promises, bounds, labels, currencies, percents) = (Folded(file.Promises), Folded(file.Bounds), Folded(file.Labels), Folded(file.Currencies), Folded(file.Percents));

    /// <summary>The words that come along.</summary>
    public static CheckWords Shipped { get; } = new(JsonSerializer.Deserialize(Files.Find("words")!, CheckWordsCodec.Default.CheckWordsFile)!);

    /// <summary>True for the folded form of a word that only the shop may say: a discount, a refund, a gift.</summary>
    public bool Promises(string folded) => Begins(promises, folded);

    /// <summary>True for a word beside which any number of the question may be repeated: under, between, budget.</summary>
    public bool Bounds(string word) => Begins(bounds, Plain(word));

    /// <summary>True for a word beside which a number of the question may be repeated that is no money: size, order.</summary>
    public bool Labels(string word) => Begins(labels, Plain(word));

    /// <summary>What a number is said to be, by itself and by what stands before and behind it.</summary>
    public NumberKind KindOf(string number, string before, string behind)
    {
        if (number.Contains('%', StringComparison.Ordinal) || behind.StartsWith('%') || Begins(percents, Plain(behind))) return NumberKind.Percent;
        return Signs(number) || Signs(before) || Signs(behind) || IsCurrency(before) || IsCurrency(behind) || IsCurrency(number) ? NumberKind.Money : NumberKind.Plain;
    }

    private static bool Signs(string text) => text.Any(letter => char.GetUnicodeCategory(letter) is System.Globalization.UnicodeCategory.CurrencySymbol);

    private bool IsCurrency(string word) => Begins(currencies, Plain(word).TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', ','));

    private static string Plain(string word) => Grounds.Fold(word).Trim('.', ',', '!', '?', '*', '"', ':', ';');

    private static bool Begins(ImmutableArray<string> all, string folded) => folded.Length > 0 && all.Any(one => one.Length <= Short ? folded == one : folded.StartsWith(one, StringComparison.Ordinal));

    private static ImmutableArray<string> Folded(IEnumerable<string> all) => [.. all.Select(Grounds.Fold)];
}

internal sealed record CheckWordsFile(string[] Promises, string[] Bounds, string[] Labels, string[] Currencies, string[] Percents);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(CheckWordsFile))]
internal sealed partial class CheckWordsCodec : JsonSerializerContext;
