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

    /// <summary>The shop's own segment that a slice is of, or null.</summary>
    public static string? OwnSegmentOf(string slice) => slice.StartsWith("segment:", StringComparison.Ordinal) && slice[8..] is var segment && !IsTaken(segment) ? segment : null;

    /// <summary>The slice of a segment in a country.</summary>
    public static string OfBoth(string country, string segment) => $"place:{country}+segment:{segment}";

    /// <summary>Slices to look into for what was asked, the narrowest first; the whole shop comes after them.</summary>
    public static IEnumerable<string> Widening(string? place, IReadOnlyList<string> segments)
    {
        string? country = place is null ? null : ActivityPlaces.CountryOf(place);
        if (country is not null)
            foreach (string segment in segments) yield return OfBoth(country, segment);
        if (place is not null) yield return OfPlace(place);
        if (country is not null && country != place) yield return OfPlace(country);
        foreach (string segment in segments) yield return OfSegment(segment);
    }

    /// <summary>The segments of a person with so many orders, counted over a life: where somebody stands today is their stage, which segments ask for.</summary>
    public static IReadOnlyList<string> OfOrders(long orders) => orders switch { 0 => Newcomers, 1 => Buyers, _ => Regulars };

    /// <summary>Whether the shop's own segments cannot have that id, since it names one of these.</summary>
    public static bool IsTaken(string id) => id is NewVisitor or Buyer or RepeatBuyer or Audience.Auto;

    private static readonly string[] Newcomers = [NewVisitor];
    private static readonly string[] Buyers = [Buyer];
    private static readonly string[] Regulars = [Buyer, RepeatBuyer];
}
