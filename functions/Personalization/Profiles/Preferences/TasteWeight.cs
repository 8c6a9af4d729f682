using System.Globalization;

namespace Personalization.Profiles.Preferences;

/// <summary>What a weight is on. Names on the wire are lower case.</summary>
public enum TasteKind
{
    /// <summary>Products of a category, or below it.</summary>
    Category = 1,

    /// <summary>Products of a brand.</summary>
    Brand = 2,

    /// <summary>Products that have an attribute with a value.</summary>
    Attribute = 3,

    /// <summary>Products of a price range.</summary>
    Price = 4,
}

/// <summary>
/// How much somebody wants a kind of product: <c>category:NAME</c>, <c>brand:NAME</c>, <c>attribute:KEY:VALUE</c> or <c>price:FROM-TO</c>, either end of which may be open.
/// The forms are storage format.
/// </summary>
/// <param name="Kind">What the weight is on.</param>
/// <param name="Value">What is behind the first colon.</param>
/// <param name="Weight">From -1, rather not, to 1, by all means.</param>
public sealed record TasteWeight(TasteKind Kind, string Value, double Weight)
{
    /// <summary>Characters of the longest form.</summary>
    public const int LongestForm = 160;

    /// <summary>The weight of a form; null for what is none of the four.</summary>
    public static TasteWeight? Parse(string form, double weight)
    {
        int colon = form.IndexOf(':', StringComparison.Ordinal);
        if (form.Length > LongestForm || colon < 0 || colon == form.Length - 1 || !(weight is >= -1 and <= 1)) return null;
        string value = form[(colon + 1)..];
        return form[..colon] switch
        {
            "category" => new TasteWeight(TasteKind.Category, value, weight),
            "brand" => new TasteWeight(TasteKind.Brand, value, weight),
            "attribute" when value.IndexOf(':', StringComparison.Ordinal) is > 0 and var inner && inner < value.Length - 1 => new TasteWeight(TasteKind.Attribute, value, weight),
            "price" when PriceRange(value) is not null => new TasteWeight(TasteKind.Price, value, weight),
            _ => null,
        };
    }

    /// <summary>The form that <see cref="Parse"/> reads.</summary>
    public string Form => $"{Kind.ToString().ToLowerInvariant()}:{Value}";

    /// <summary>The ends of a price range such as <c>20-60</c>, <c>-30</c> or <c>100-</c>; null for what is none.</summary>
    public static (decimal From, decimal To)? PriceRange(string value)
    {
        int dash = value.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || value.Length == 1) return null;
        decimal from = 0, to = decimal.MaxValue;
        if (dash > 0 && !decimal.TryParse(value.AsSpan(0, dash), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out from)) return null;
        if (dash < value.Length - 1 && !decimal.TryParse(value.AsSpan(dash + 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out to)) return null;
        return from <= to ? (from, to) : null;
    }
}
