using System.Globalization;
using System.Text.Json;
using Personalization.Common;
using Personalization.Events;

namespace Personalization.Catalog;

/// <summary>Reads the fields of one product, in camelCase or in the words of Segment's spec.</summary>
internal sealed class ProductFields(JsonElement item, int index)
{
    private const int IdLength = 100;
    private const int NameLength = 500;
    private const int TextLength = 4000;
    private const int PictureLength = 8000;
    private const int MapEntries = 50;

    private readonly List<ProblemError> findings = [];

    public IReadOnlyList<ProblemError> Findings => findings;

    public bool Rejected { get; private set; }

    public string? ProductId { get; private set; }

    /// <summary>What there is instead of a product where the body cannot be read.</summary>
    public static ProblemError NotJson(int index, string detail) => new("not_json", $"/{index}", $"This is not JSON: {detail}");

    public Product? Read()
    {
        try
        {
            return ReadFields();
        }
        catch (InvalidOperationException) when (JsonPointer.OfInvalidText(item, "") is { } pointer)
        {
            return Reject("invalid_text", pointer.TrimStart('/'), "There is text here that is not valid Unicode.");
        }
    }

    private Product? ReadFields()
    {
        if (item.ValueKind is not JsonValueKind.Object) return Reject("wrong_type", "", "A product must be an object.");
        ProductId = Text("productId", "product_id", IdLength);
        string? name = Text("name", "name", NameLength);
        if (ProductId is null) return Reject("missing", "productId", "A product needs productId, the id that events use.");
        if (name is null) return Reject("missing", "name", "A product needs a name.");
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
        };
    }

    private Product? Reject(string code, string field, string detail)
    {
        Rejected = true;
        Find(code, field, detail);
        return null;
    }

    private void Find(string code, string field, string detail) => findings.Add(new ProblemError(code, field.Length == 0 ? $"/{index}" : $"/{index}/{field}", detail));

    private bool TryGet(string name, string other, out JsonElement value) =>
        (item.TryGetProperty(name, out value) || item.TryGetProperty(other, out value)) && value.ValueKind is not JsonValueKind.Null;

    private string? Text(string name, string other, int limit)
    {
        if (!TryGet(name, other, out JsonElement value)) return null;
        string? text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        if (string.IsNullOrWhiteSpace(text))
        {
            if (value.ValueKind is not JsonValueKind.String) Find("wrong_type", name, $"{name} must be text and was left out.");
            return null;
        }
        if (text.Length <= limit) return text.Trim();
        Reject("too_long", name, $"{name} has {text.Length} characters; at most {limit} are allowed.");
        return null;
    }

    /// <summary>Only addresses that a page may load or link to: what comes in here is shown to shoppers.</summary>
    private string? Address(string name, string other, int limit, bool pictures)
    {
        if (Text(name, other, limit) is not { } text) return null;
        bool allowed = text.StartsWith('/') || (pictures && text.StartsWith("data:image/", StringComparison.Ordinal))
            || (Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "http" or "https");
        if (allowed) return text;
        Find("not_an_address", name, $"{name} must be an http(s){(pictures ? ", data:image" : "")} or rooted address and was left out.");
        return null;
    }

    private decimal? Price()
    {
        if (Number("price") is not { } price) return null;
        if (price is >= 0 and < EventLimits.LargestNumber) return price;
        Find("out_of_range", "price", "price is not one that a shop would ask and was left out.");
        return null;
    }

    private decimal? Number(string name)
    {
        if (!TryGet(name, name, out JsonElement value)) return null;
        if (value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out decimal number)) return number;
        if (value.ValueKind is JsonValueKind.String && decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number)) return number;
        Find("not_a_number", name, $"{name} is not a number and was left out.");
        return null;
    }

    private string? Currency()
    {
        if (Text("currency", "currency", 10) is not { } currency) return null;
        if (currency.Length == 3 && currency.All(char.IsAsciiLetter)) return currency.ToUpperInvariant();
        Find("not_a_currency", "currency", "currency must be an ISO 4217 code of three letters and was left out.");
        return null;
    }

    private Dictionary<string, string>? Map(string name)
    {
        if (!TryGet(name, name, out JsonElement value)) return null;
        if (value.ValueKind is not JsonValueKind.Object)
        {
            Find("wrong_type", name, $"{name} must be an object of texts and was left out.");
            return null;
        }
        Dictionary<string, string> map = new(StringComparer.Ordinal);
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (property.Value.ValueKind is JsonValueKind.Null) continue;
            if (map.Count < MapEntries && property.Name.Length <= IdLength && Entry(property.Value) is { Length: <= NameLength } text) map[property.Name] = text;
            else Find("left_out", $"{name}/{JsonPointer.Token(property.Name)}", $"A map holds at most {MapEntries} texts of {NameLength} characters; this one was left out.");
        }
        return map.Count == 0 ? null : map;
    }

    private static string? Entry(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Object or JsonValueKind.Array => null,
        _ => value.GetRawText(),
    };
}
