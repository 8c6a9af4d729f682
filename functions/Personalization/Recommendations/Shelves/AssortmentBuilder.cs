using System.Text.Json;
using Personalization.Catalog;
using Personalization.Events;

namespace Personalization.Recommendations.Shelves;

/// <summary>Makes an <see cref="Assortment"/> of a catalog; what has not changed since the one before is taken from there.</summary>
internal sealed class AssortmentBuilder
{
    private readonly CatalogSnapshot catalog;
    private readonly Product[] products;
    private readonly CategoryTree categories;
    private readonly int[] category;
    private readonly int[] brand;
    private readonly int[] currency;
    private readonly float[] price;

    private AssortmentBuilder(CatalogSnapshot catalog)
    {
        this.catalog = catalog;
        string[] ids = [.. catalog.Products.Keys];
        products = [.. catalog.Products.Values];
        Array.Sort(ids, products, StringComparer.Ordinal);
        categories = CategoryTree.Of(products.Where(product => product.Category is not null).Select(product => product.Category!));
        category = Each(product => categories.Find(product.Category));
        brand = Numbered(product => product.Brand);
        currency = Numbered(product => product.Currency);
        price = Each(product => product.Price is { } known ? (float)known : float.NaN);
    }

    /// <summary>The assortment of a catalog.</summary>
    public static Assortment Build(CatalogSnapshot catalog, Assortment? before) => new AssortmentBuilder(catalog).Build(before);

    /// <summary>Days since 1970.</summary>
    public static float DayOf(DateTimeOffset time) => (float)(time - DateTimeOffset.UnixEpoch).TotalDays;

    private Assortment Build(Assortment? before)
    {
        (int[] byPrice, int[] placeByPrice, float[] priceRank) = Priced();
        Postings.Builder words = new(), attributes = new();
        foreach (Product product in products)
        {
            NameTokens.Read(product.Name, words.Add);
            words.EndProduct();
            foreach ((string key, string value) in product.Attributes ?? new Dictionary<string, string>()) AddAttribute(attributes, key, value);
            attributes.EndProduct();
        }
        AssortmentParts parts = new()
        {
            Categories = categories,
            CategoryJson = [.. Enumerable.Range(0, categories.Count).Select(node =>
                JsonEncodedText.Encode(categories.Name(node), EventCodec.Writer.Encoder).EncodedUtf8Bytes.ToArray())],
            Json = Json(before),
            Goods = [.. products.Select((product, number) => new Good(
                category[number], brand[number], currency[number], price[number], priceRank[number],
                product.AddedAt is { } added ? DayOf(added) : 0, product.IsAvailable, product.IsContent))],
            Category = category,
            ByPrice = byPrice,
            PlaceByPrice = placeByPrice,
            Words = words.Build(),
            Attributes = attributes.Build(),
            AttributeNumbers = attributes.Numbers,
            Content = [.. Enumerable.Range(0, products.Length).Where(number => products[number].IsContent)],
            Creatives = CreativeTags.Of(products, categories, brand, attributes.Numbers),
            NewArrivals = NewArrivals(),
            PriceDrops = Changes(CatalogChanges.PriceDrop),
            BackInStock = Changes(CatalogChanges.BackInStock),
        };
        return new Assortment(catalog, products, parts);
    }

    private T[] Each<T>(Func<Product, T> value) => Array.ConvertAll(products, product => value(product));

    private int[] Numbered(Func<Product, string?> name)
    {
        Dictionary<string, int> numbers = new(StringComparer.Ordinal);
        return Each(product => name(product) is not { } known ? -1 : numbers.TryGetValue(known, out int number) ? number : numbers[known] = numbers.Count);
    }

    /// <summary>An attribute may have several values, with ; or | between them: a part that fits several vehicles.</summary>
    private static void AddAttribute(Postings.Builder attributes, string key, string value)
    {
        foreach (Range part in value.AsSpan().SplitAny(";|"))
            if (value.AsSpan()[part].Trim() is { Length: > 0 } one) attributes.Add($"{key}:{one}");
    }

    private ItemJson[] Json(Assortment? before)
    {
        using ItemJson.Maker maker = new();
        return Each(product => before?.Find(product.ProductId) is >= 0 and int known && ReferenceEquals(before.Products[known], product)
            ? before.Parts.Json[known]
            : maker.Of(product));
    }

    private (int[] ByPrice, int[] Place, float[] Rank) Priced()
    {
        // Category, currency and the bits of a price that is not negative, which sort as the price does.
        UInt128[] keys = new UInt128[products.Length];
        for (int product = 0; product < keys.Length; product++)
            keys[product] = new UInt128(
                ((ulong)(uint)(category[product] + 1) << 32) | (uint)(currency[product] + 1),
                ((ulong)(float.IsNaN(price[product]) ? uint.MaxValue : BitConverter.SingleToUInt32Bits(price[product])) << 32) | (uint)product);
        Array.Sort(keys);
        int[] sorted = Array.ConvertAll(keys, key => (int)(uint)(ulong)key), place = new int[keys.Length];
        float[] rank = new float[keys.Length];
        for (int start = 0, end; start < sorted.Length; start = end)
        {
            for (end = start + 1; end < sorted.Length && SamePrices(sorted[start], sorted[end]);) end++;
            for (int at = start; at < end; at++)
            {
                place[sorted[at]] = at;
                rank[sorted[at]] = end - start < 2 || float.IsNaN(price[sorted[at]]) ? 0.5f : (at - start) / (float)(end - start - 1);
            }
        }
        return (sorted, place, rank);
    }

    private bool SamePrices(int one, int other) =>
        category[one] == category[other] && currency[one] == currency[other] && float.IsNaN(price[one]) == float.IsNaN(price[other]);

    private NumberList NewArrivals()
    {
        int[] numbers = [.. Enumerable.Range(0, products.Length)];
        long[] keys = Each(product => -(product.AddedAt?.UtcTicks ?? 0));
        Array.Sort(keys, numbers, Comparer<long>.Default);
        SortTies(keys, numbers);
        return List(numbers, [.. numbers.Select((_, place) => 1f / (1 + place))]);
    }

    private ChangeList Changes(Func<Product, CatalogChange?> changeOf)
    {
        (int Number, CatalogChange Change)[] all = [.. products.Select((product, number) => (number, changeOf(product)))
            .Where(one => one.Item2 is not null).Select(one => (one.number, one.Item2!.Value))
            .OrderByDescending(one => one.Value.Score).ThenBy(one => one.number)];
        return new ChangeList(List([.. all.Select(one => one.Number)], [.. all.Select(one => one.Change.Score)]), [.. all.Select(one => DayOf(one.Change.At))]);
    }

    private NumberList List(int[] numbers, float[] scores) => new(numbers, scores, category, categories.Count);

    /// <summary>Sorting by keys leaves equal ones in any order: here by number.</summary>
    private static void SortTies(long[] keys, int[] numbers)
    {
        for (int start = 0, end; start < keys.Length; start = end)
        {
            for (end = start + 1; end < keys.Length && keys[end] == keys[start];) end++;
            numbers.AsSpan(start..end).Sort();
        }
    }
}
