using Personalization.Profiles;
using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations;

/// <summary>Whose activity a request asks for.</summary>
/// <param name="Place">A place, or null.</param>
/// <param name="Segments">Segments, the narrowest first; none for everybody.</param>
internal readonly record struct Audience(string? Place, IReadOnlyList<string> Segments)
{
    /// <summary>Stands for what is known of the visitor.</summary>
    public const string Auto = "auto";

    /// <summary>The request's audience, with the visitor's own place and segments where it says so.</summary>
    public static Audience Of(RecommendationRequest request, RecommendationContext context) =>
        new(WhereOf(request, context.Profile), request.Segment is not { } segment ? [] : segment == Auto ? OwnOf(context) : [segment]);

    /// <summary>The place that a request asks for, with the visitor's own where it says so.</summary>
    public static string? WhereOf(RecommendationRequest request, Profile? profile) =>
        request.Place == Auto ? PlaceOf(profile) : request.Place is { } place ? ActivityPlaces.Parse(place) : null;

    /// <summary>The country where the visitor was last seen, or null.</summary>
    public static string? PlaceOf(Profile? profile) =>
        profile?.Traits.GetValueOrDefault("country")?.Value is { ValueKind: System.Text.Json.JsonValueKind.String } country ? ActivityPlaces.Name(country.GetString()) : null;

    // Of the shop's own segments those whose bestsellers are counted: the fewer purchases, the closer to the visitor.
    private static List<string> OwnOf(RecommendationContext context)
    {
        Popularity popularity = context.Shelf.Popularity;
        List<string> own =
        [
            .. from segment in context.Visitor?.Segments ?? []
               let counted = popularity.Of(Slices.OfSegment(segment))
               where counted is not null
               orderby counted.Purchases
               select segment,
            Slices.OfOrders(context.Profile is { } profile ? profile.OlderOrders + profile.Orders.Length : 0)[^1],
        ];
        return own;
    }
}
