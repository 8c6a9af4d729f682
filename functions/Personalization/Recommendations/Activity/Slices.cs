namespace Personalization.Recommendations;

/// <summary>Names of the parts of a shop's activity that are counted apart. Storage format.</summary>
public static class Slices
{
    /// <summary>Persons who have bought nothing yet: what they do, and what they buy first.</summary>
    public const string NewVisitor = "new_visitor";

    /// <summary>Persons with at least one order.</summary>
    public const string Buyer = "buyer";

    /// <summary>Persons with at least two orders.</summary>
    public const string RepeatBuyer = "repeat_buyer";

    /// <summary>The slice of a place, see <see cref="ActivityPlaces"/>.</summary>
    public static string OfPlace(string place) => "place:" + place;

    /// <summary>The slice of a segment.</summary>
    public static string OfSegment(string segment) => "segment:" + segment;

    /// <summary>The slice of a segment in a country.</summary>
    public static string OfBoth(string country, string segment) => $"place:{country}+segment:{segment}";

    /// <summary>Slices to look into for what was asked, the narrowest first; the whole shop comes after them.</summary>
    public static IEnumerable<string> Widening(string? place, string? segment)
    {
        string? country = place is null ? null : ActivityPlaces.CountryOf(place);
        if (country is not null && segment is not null) yield return OfBoth(country, segment);
        if (place is not null) yield return OfPlace(place);
        if (country is not null && country != place) yield return OfPlace(country);
        if (segment is not null) yield return OfSegment(segment);
    }

    /// <summary>The lifecycle segments of a person with so many orders.</summary>
    public static IReadOnlyList<string> OfOrders(long orders) => orders switch { 0 => Newcomers, 1 => Buyers, _ => Regulars };

    private static readonly string[] Newcomers = [NewVisitor];
    private static readonly string[] Buyers = [Buyer];
    private static readonly string[] Regulars = [Buyer, RepeatBuyer];
}
