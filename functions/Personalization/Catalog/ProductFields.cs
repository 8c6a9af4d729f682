using System.Text.Json;
using Personalization.Common;
using Personalization.Events;

namespace Personalization.Catalog;

/// <summary>Reads the fields of one product, in camelCase or in the words of Segment's spec.</summary>
internal sealed class ProductFields(JsonElement item, int index) : ItemFields(item, $"/{index}", [])
{
    public IReadOnlyList<ProblemError> Findings => Found;

    public string? ProductId { get; private set; }

    /// <summary>What there is instead of a product where the body cannot be read.</summary>
    public static ProblemError NotJson(int index, string detail) => new("not_json", $"/{index}", $"This is not JSON: {detail}");

    public Product? Read()
    {
        try
        {
            return ReadFields();
        }
        catch (InvalidOperationException) when (JsonPointer.OfInvalidText(Item, "") is { } pointer)
        {
            return Refuse("invalid_text", pointer.TrimStart('/'), "There is text here that is not valid Unicode.");
        }
    }

    private Product? ReadFields()
    {
        if (Item.ValueKind is not JsonValueKind.Object) return Refuse("wrong_type", "", "A product must be an object.");
        ProductId = Text("productId", "product_id", IdLength);
        string? name = Text("name", "name", NameLength);
        if (ProductId is null) return Refuse("missing", "productId", "A product needs productId, the id that events use.");
        if (name is null) return Refuse("missing", "name", "A product needs a name.");
        return new Product
        {
            ProductId = ProductId,
            Name = name,
            Description = Text("description", "description", TextLength),
            Category = Text("category", "category", NameLength),
            Brand = Text("brand", "brand", NameLength),
            Url = Address("url", "url", TextLength, pictures: false),
            ImageUrl = Address("imageUrl", "image_url", PictureLength, pictures: true),
            Price = Price(),
            Currency = Currency(),
            Stock = Number("stock") is { } stock ? (int)Math.Clamp(Math.Floor(stock), 0, int.MaxValue) : null,
            Names = Map("names"),
            Attributes = Map("attributes"),
            Creatives = Creatives(),
        };
    }

    private Product? Refuse(string code, string field, string detail)
    {
        Reject(code, field, detail);
        return null;
    }

    private decimal? Price()
    {
        if (Number("price") is not { } price) return null;
        if (price is >= 0 and < EventLimits.LargestNumber) return price;
        Find("out_of_range", "price", "price is not one that a shop would ask and was left out.");
        return null;
    }

    private string? Currency()
    {
        if (Text("currency", "currency", 10) is not { } currency) return null;
        if (currency.Length == 3 && currency.All(char.IsAsciiLetter)) return currency.ToUpperInvariant();
        Find("not_a_currency", "currency", "currency must be an ISO 4217 code of three letters and was left out.");
        return null;
    }

    private List<Creative>? Creatives()
    {
        if (!TryGet("creatives", "creatives", out JsonElement all)) return null;
        if (all.ValueKind is not JsonValueKind.Array)
        {
            Find("wrong_type", "creatives", "creatives must be an array of objects and was left out.");
            return null;
        }
        List<Creative> creatives = [];
        int place = 0;
        foreach (JsonElement one in all.EnumerateArray())
        {
            string field = $"creatives/{place++}";
            if (creatives.Count == Creative.Most) Find("left_out", field, $"A product has at most {Creative.Most} creatives; this one was left out.");
            else if (new CreativeFields(one, $"{Pointer}/{field}", Found).Read() is not { } creative) continue;
            else if (creatives.Exists(other => other.Id == creative.Id)) Find("duplicate", $"{field}/id", $"There is a creative {creative.Id} before; this one was left out.");
            else creatives.Add(creative);
        }
        return creatives.Count == 0 ? null : creatives;
    }
}
