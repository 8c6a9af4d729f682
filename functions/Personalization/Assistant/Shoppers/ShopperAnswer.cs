using Personalization.Assistant.Tools;
using Personalization.Catalog;
using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>The words of one answer; every product, price and figure in it is from the results.</summary>
internal sealed class ShopperAnswer(ShopperTexts texts, ShopperWish wish, IReadOnlyList<ToolResult> results)
{
    private const int LowStock = 5, MostListed = 5;

    private readonly ProductFact[] facts = [.. results.SelectMany(result => result.Facts.OfType<ProductFact>()).DistinctBy(fact => fact.Product.ProductId)];

    public string Say()
    {
        if (Asking() is { } question) return question;
        if (wish.Intent is Intents.CartAdd or Intents.CartRemove) return string.Join(' ', results.Select(Cart));
        if (wish.Intent is Intents.OrderStatus) return Order(results[0]);
        if (Intents.IsGuide(wish.Intent)) return Guide(results[0]);
        if (wish.Intent is Intents.CartShow) return facts.Length == 0 ? texts.Say("cart_empty") : Lines(texts.Say("cart_show"));
        if (results.Count > 0 && results.All(result => result.Problem is not null)) return texts.Say("failed");
        if (wish.Intent is Intents.Compare) return Comparison();
        if (Intents.IsProductQuestion(wish.Intent)) return string.Join(' ', facts.Select(fact => About(fact.Product)));
        return Intents.IsList(wish.Intent) ? List() : texts.Find(wish.Intent) ?? texts.Say("unknown");
    }

    private string? Asking() => wish.Missing switch
    {
        "order" => texts.Say("order_ask_order"),
        "email" => texts.Say("order_ask_email", wish.OrderId ?? ""),
        "products" => texts.Say("which_products"),
        "product" when facts.Length > 0 => Lines(texts.Say("cart_which")),
        "product" => texts.Say("which_product"),
        _ => null,
    };

    private string List()
    {
        ToolResult result = results[0];
        List<string> words = [];
        string[] notes = result.Note?.Split(';') ?? [];
        foreach (string note in notes)
            if (note.StartsWith("currency:", StringComparison.Ordinal)) words.Add(texts.Say("currency", note["currency:".Length..], wish.Currency ?? ""));
        string unknown = string.Join(", ", Rest(notes, "unknown:"));
        if (facts.Length == 0 && wish.Step is Intents.Cheaper) return texts.Say("nothing_cheaper");
        if (facts.Length == 0) return string.Join(' ', [.. words, unknown.Length > 0 ? texts.Say("nothing_words", unknown) : wish.Exclude.IsEmpty ? texts.Say("nothing") : texts.Say("nothing_more")]);
        foreach (string[] pair in Rest(notes, "corrected:").Select(one => one.Split('>'))) words.Add(texts.Say("corrected", pair[0], pair[1]));
        if (unknown.Length > 0) words.Add(texts.Say("unknown_words", unknown));
        string[] relaxed = [.. Rest(notes, "relaxed:").Where(one => one != Wishes.Stock).Select(one => texts.Find("wish." + one)).OfType<string>()];
        if (relaxed.Length > 0) words.Add(texts.Say("relaxed", string.Join(", ", relaxed)));
        words.Add(Intro());
        return Lines(string.Join(' ', words));
    }

    private static string[] Rest(string[] notes, string name) => notes.FirstOrDefault(note => note.StartsWith(name, StringComparison.Ordinal)) is { } found ? found[name.Length..].Split(',') : [];

    private string Intro() => wish.Intent switch
    {
        Intents.Search => texts.Say(facts.Length == 1 ? "found_one" : "found"),
        Intents.Similar or Intents.GoesWith when wish.Products.IsEmpty => texts.Say("goes_with_cart"),
        Intents.Similar or Intents.GoesWith => texts.Say(wish.Intent, Beside()),
        Intents.Gift => texts.Find("gift_" + wish.Occasion) ?? texts.Say("gift"),
        _ => texts.Say(wish.Intent),
    };

    private string Beside() => results[0].Facts.OfType<TextFact>().FirstOrDefault(text => text.Source == wish.Products[0])?.Text ?? wish.Products[0];

    private string Lines(string intro) => string.Join('\n', facts.Take(MostListed).Select((fact, place) => $"{place + 1}. {Line(fact)}").Prepend(intro));

    private string Line(ProductFact fact)
    {
        Product product = fact.Product;
        string?[] details = [product.Brand, AttributeWords.Sizes.ValueOf(product) is { } size ? texts.Say("size", size) : null, product.IsAvailable ? null : texts.Say("sold_out"), fact.Why];
        string price = texts.Price(product.Price, product.Currency) is { } known ? $" — {known}" : "";
        string more = string.Join(", ", details.Where(one => one is not null));
        return $"{texts.NameOf(product)}{price}{(more.Length > 0 ? $" ({more})" : "")}";
    }

    private string Comparison()
    {
        string all = string.Join('\n', facts.Select(fact => $"- {texts.NameOf(fact.Product)} — {string.Join("; ", Properties(fact.Product))}").Prepend(texts.Say("compare")));
        ProductFact[] priced = [.. facts.Where(fact => fact.Product.Price is not null).OrderBy(fact => fact.Product.Price).ThenBy(fact => fact.Product.ProductId, StringComparer.Ordinal)];
        return priced.Length > 1 && priced[0].Product.Price < priced[1].Product.Price
            ? $"{all}\n{texts.Say("compare_cheapest", texts.NameOf(priced[0].Product), texts.Price(priced[0].Product.Price, priced[0].Product.Currency)!)}" : all;
    }

    private IEnumerable<string> Properties(Product product)
    {
        if (texts.Price(product.Price, product.Currency) is { } price) yield return price;
        if (product.Brand is { } brand) yield return brand;
        foreach ((string name, string value) in (product.Attributes ?? new Dictionary<string, string>()).OrderBy(one => one.Key, StringComparer.Ordinal)) yield return $"{texts.Find("attribute." + name) ?? name}: {value}";
        if (!product.IsAvailable) yield return texts.Say("sold_out");
    }

    private string About(Product product)
    {
        string name = texts.NameOf(product);
        string price = texts.Price(product.Price, product.Currency) is { } known ? texts.Say("ask_price", name, known) : texts.Say("price_none", name);
        string said(string key, string? value) => value is null ? texts.Say("not_said", name) : texts.Say(key, name, value);
        return wish.Intent switch
        {
            Intents.AskPrice => product.IsAvailable ? price : $"{price} {Stock(product, name)}",
            Intents.AskStock => $"{Stock(product, name)} {price}",
            Intents.AskSize => said("ask_size", AttributeWords.Sizes.ValueOf(product)),
            Intents.AskMaterial => said("ask_material", AttributeWords.Materials.ValueOf(product)),
            Intents.AskColor => said("ask_color", AttributeWords.Colors.ValueOf(product)),
            Intents.AskBrand => said("ask_brand", product.Brand),
            _ => $"{name}: {string.Join("; ", Properties(product))}. {Stock(product, name)}{(product.Description is { } text && texts.Language == "en" ? " " + text : "")}",
        };
    }

    private string Stock(Product product, string name) => product.Stock switch
    {
        null => texts.Say("stock_unknown", name),
        <= 0 => texts.Say("out_of_stock", name),
        <= LowStock => texts.Say("low_stock", name, product.Stock),
        _ => texts.Say("in_stock", name),
    };

    private string Cart(ToolResult result)
    {
        if (result.Facts.OfType<ProductFact>().FirstOrDefault() is not { Product: var product }) return texts.Say("which_product");
        string name = texts.NameOf(product);
        return result switch
        {
            { Note: "sold-out" } => texts.Say("cart_soldout", name),
            { Note: "too-many" } => texts.Say("cart_toomany", name, product.Stock ?? 0),
            { Note: "not-in-cart" } => texts.Say("cart_not_in", name),
            { Cart: [{ Quantity: > 0 and var pieces }, ..] } => texts.Say("cart_added", name, pieces, texts.Price(product.Price, product.Currency) ?? "—"),
            _ => texts.Say("cart_removed", name),
        };
    }

    private string Order(ToolResult result)
    {
        if (result.Note is "proof-needed") return texts.Say("order_ask_email", wish.OrderId ?? "");
        if (result.Facts.OfType<ThingFact>().FirstOrDefault(thing => thing.Kind == "order") is not { } order) return texts.Say("order_none");
        List<string> words = [texts.Say("order_" + order.State, order.Id, order.At is { } at ? ShopperTexts.Day(at) : "—")];
        if (result.Facts.OfType<ThingFact>().FirstOrDefault(thing => thing.Kind == "delivery") is { At: { } due }) words.Add(texts.Say("order_expected", ShopperTexts.Day(due)));
        if (facts.Length > 0) words.Add(texts.Say("order_lines", string.Join(", ", facts.Select(fact => texts.NameOf(fact.Product)))));
        if (result.Facts.OfType<FigureFact>().FirstOrDefault() is { } total) words.Add(texts.Say("order_total", texts.Price(total.Value, total.Unit)!));
        return string.Join(' ', words);
    }

    private string Guide(ToolResult result) => result.Facts.OfType<TextFact>().ToArray() is { Length: > 0 } passages
        ? string.Join("\n\n", passages.Select(passage => passage.Text)) : texts.Say("help_none");
}
