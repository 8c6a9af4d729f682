namespace Personalization.Catalog.Demo;

/// <summary>The products of the demo shop.</summary>
internal sealed class DemoShelf
{
    /// <summary>Prices end like prices in shops.</summary>
    private const decimal Ending = 0.90m;

    private readonly DemoData data;
    private readonly DateTimeOffset start;
    private readonly DateTimeOffset now;

    public DemoShelf(DemoData data, int seed, DateTimeOffset start, DateTimeOffset now)
    {
        (this.data, this.start, this.now) = (data, start, now);
        DemoChance chance = new($"demo {seed} products");
        Items = [.. data.Categories.SelectMany(category => category.Types.SelectMany(type => OfType(category, type, chance)))];
        ByType = Items.GroupBy(item => item.Type.Id).ToDictionary(items => items.Key, items => items.ToArray());
    }

    public IReadOnlyList<DemoItem> Items { get; }

    public IReadOnlyDictionary<string, DemoItem[]> ByType { get; }

    private IEnumerable<DemoItem> OfType(DemoCategory category, DemoType type, DemoChance chance)
    {
        int first = chance.Between(0, data.Series.Count - 1);
        int firstColour = chance.Between(0, data.Colours.Count - 1);
        for (int number = 0; number < data.ProductsPerType; number++)
        {
            IReadOnlyDictionary<string, string> series = data.Series[(first + number) % data.Series.Count];
            DemoColour? colour = type.Coloured ? data.Colours[(firstColour + number) % data.Colours.Count] : null;
            yield return Item(category, type, series, colour, number, chance);
        }
    }

    private DemoItem Item(DemoCategory category, DemoType type, IReadOnlyDictionary<string, string> series, DemoColour? colour, int number, DemoChance chance)
    {
        string id = $"{type.Id}-{number + 1:00}";
        decimal price = chance.Between(type.Price[0], type.Price[1] - 1) + Ending;
        DateTimeOffset since = chance.Happens(6) ? start.AddHours(chance.Between(200, 1000)) : start;
        DemoSale? sale = chance.Happens(24) ? Sale(price, since, chance) : null;
        DateTimeOffset? soldOut = chance.Happens(3) ? now.AddHours(-chance.Between(3, 150)) : null;
        Dictionary<string, string> attributes = Attributes(type, colour, chance);
        Product product = new()
        {
            ProductId = id,
            Name = Name(type, series, colour, "en"),
            Description = $"{type.Names["en"]} of the {series["en"]} series{(attributes.TryGetValue("material", out string? material) ? ": " + material : "")}.",
            Category = $"{category.Name} / {type.Group}",
            Brand = chance.Pick(category.Brands),
            Url = $"/products/{id}",
            ImageUrl = DemoPicture.Of(category, colour?.Hex),
            Price = price,
            Currency = data.Currency,
            Stock = chance.Happens(8) ? chance.Between(1, 3) : chance.Between(12, 140),
            Names = data.Series[0].Keys.ToDictionary(language => language, language => Name(type, series, colour, language)),
            Attributes = attributes.Count > 0 ? attributes : null,
        };
        return new DemoItem(product, type, category, colour?.Names["en"], 12.0 / (1 + chance.Between(0, 11)), since, sale, soldOut);
    }

    private DemoSale? Sale(decimal price, DateTimeOffset since, DemoChance chance)
    {
        DateTimeOffset from = start.AddHours(chance.Between(24, 1300));
        decimal lower = decimal.Floor(price * (100 - chance.Between(12, 35)) / 100) + Ending;
        return from > since && lower < price ? new DemoSale(from, from.AddDays(chance.Between(5, 12)), lower) : null;
    }

    private static string Name(DemoType type, IReadOnlyDictionary<string, string> series, DemoColour? colour, string language)
    {
        string comma = language is "fa" or "ar" ? "، " : ", ";
        return $"{type.Names[language]} {series[language]}{(colour is null ? "" : comma + colour.Names[language])}";
    }

    private static Dictionary<string, string> Attributes(DemoType type, DemoColour? colour, DemoChance chance)
    {
        Dictionary<string, string> attributes = [];
        if (type.Materials is { } materials) attributes["material"] = chance.Pick(materials);
        if (colour is not null) attributes["colour"] = colour.Names["en"];
        if (type.Sizes is { } sizes) attributes["size"] = chance.Pick(sizes);
        return attributes;
    }
}
