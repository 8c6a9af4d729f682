using Personalization.Profiles;

namespace Personalization.Recommendations;

/// <summary>Whose activity a request asks for.</summary>
/// <param name="Place">A place, or null.</param>
/// <param name="Segment">A segment, or null.</param>
internal readonly record struct Audience(string? Place, string? Segment)
{
    /// <summary>Stands for what is known of the visitor.</summary>
    public const string Auto = "auto";

    /// <summary>The request's audience, with the visitor's own place and lifecycle where it says so.</summary>
    public static Audience Of(RecommendationRequest request, Profile? profile) => new(
        request.Place == Auto ? PlaceOf(profile) : request.Place is { } place ? ActivityPlaces.Parse(place) : null,
        request.Segment == Auto ? LifecycleOf(profile) : request.Segment);

    /// <summary>The country where the visitor was last seen, or null.</summary>
    public static string? PlaceOf(Profile? profile) =>
        profile?.Traits.GetValueOrDefault("country")?.Value is { ValueKind: System.Text.Json.JsonValueKind.String } country ? ActivityPlaces.Name(country.GetString()) : null;

    private static string LifecycleOf(Profile? profile) => Slices.OfOrders(profile is null ? 0 : profile.OlderOrders + profile.Orders.Length)[^1];
}
