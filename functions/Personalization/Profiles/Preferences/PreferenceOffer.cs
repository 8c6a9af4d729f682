using System.Collections.Immutable;
using Personalization.Catalog;

namespace Personalization.Profiles.Preferences;

/// <summary>What a shop's products let people choose from: categories and brands that have most products, and the sizes of each category.</summary>
/// <param name="Categories">Categories of the first two levels, in the order of the alphabet.</param>
/// <param name="Brands">Brands, in the order of the alphabet.</param>
/// <param name="Sizes">Sizes by category.</param>
public sealed record PreferenceOffer(
    ImmutableArray<string> Categories, ImmutableArray<string> Brands, ImmutableSortedDictionary<string, ImmutableArray<string>> Sizes)
{
    /// <summary>Some products of the categories that have most, by category: to choose between.</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Ranges { get; init; } = ImmutableSortedDictionary.Create<string, ImmutableArray<string>>(StringComparer.Ordinal);

    private const int MostNames = 40;
    private const int MostRanges = 24;
    private const int MostOfRange = 60;
    private const int MostSizedCategories = 12;
    private const int MostSizes = 24;
    private const int Levels = 2;
    private const string Level = " / ";
    private static readonly char[] Between = [';', '|'];

    /// <summary>What the catalog offers. Looks at every product: once for each version of it.</summary>
    public static PreferenceOffer Of(CatalogSnapshot catalog)
    {
        Product[] goods = [.. catalog.Products.Values.Where(product => !product.IsContent)];
        IEnumerable<string> categories = goods.Where(one => one.Category is not null).SelectMany(one => Wider(one.Category!));
        var sized = goods.Where(one => one.Category is not null).SelectMany(one => SizesOf(one).Select(size => (Category: one.Category!, Size: size)))
            .GroupBy(one => one.Category, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostSizedCategories);
        return new PreferenceOffer(
            Most(categories), Most(goods.Where(one => one.Brand is not null).Select(one => one.Brand!)),
            sized.ToImmutableSortedDictionary(
                group => group.Key, group => group.Select(one => one.Size).Distinct(StringComparer.Ordinal).OrderBy(Number).ThenBy(size => size, StringComparer.Ordinal).Take(MostSizes).ToImmutableArray(),
                StringComparer.Ordinal))
        {
            Ranges = goods.Where(one => one is { Category: not null, IsAvailable: true }).GroupBy(one => one.Category!, StringComparer.Ordinal).Where(group => group.Skip(1).Any())
                .OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostRanges)
                .ToImmutableSortedDictionary(group => group.Key, group => group.Select(one => one.ProductId).Order(StringComparer.Ordinal).Take(MostOfRange).ToImmutableArray(), StringComparer.Ordinal),
        };
    }

    private static ImmutableArray<string> Most(IEnumerable<string> names) =>
    [
        .. names.GroupBy(name => name, StringComparer.Ordinal).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).Take(MostNames)
            .Select(group => group.Key).Order(StringComparer.Ordinal),
    ];

    private static IEnumerable<string> Wider(string category)
    {
        string[] levels = category.Split(Level);
        for (int level = 1; level <= Math.Min(Levels, levels.Length); level++) yield return string.Join(Level, levels.Take(level));
    }

    private static IEnumerable<string> SizesOf(Product product) =>
        (product.Attributes ?? new Dictionary<string, string>()).Where(one => one.Key is "size" or "sizes")
            .SelectMany(one => one.Value.Split(Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).Where(size => size.Length <= 20);

    private static decimal Number(string size)
    {
        string digits = string.Concat(size.TakeWhile(letter => char.IsAsciiDigit(letter) || letter == '.'));
        return decimal.TryParse(digits, System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out decimal number) ? number : decimal.MaxValue;
    }
}
