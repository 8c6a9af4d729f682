using System.Collections.Frozen;

namespace Personalization.Recommendations;

/// <summary>Tells something of the world outside the shop that products may suit. Never anything of a person.</summary>
public interface IContextProvider
{
    /// <summary>The attribute that products carry it in, such as <c>season</c> or <c>weather</c>.</summary>
    string Name { get; }

    /// <summary>What it is now in a place, or null when that cannot be said.</summary>
    /// <param name="place">A country or <c>COUNTRY/CITY</c>, or null where it is not known.</param>
    /// <param name="at">Now, UTC.</param>
    string? Now(string? place, DateTimeOffset at);
}

/// <summary>The season by date and hemisphere; nothing for countries around the equator, whose year has other parts.</summary>
public sealed class SeasonProvider : IContextProvider
{
    private static readonly string[] Seasons = ["winter", "spring", "summer", "autumn"];

    private static readonly FrozenSet<string> South = FrozenSet.ToFrozenSet(
        ["AR", "AU", "BO", "BW", "CL", "FK", "LS", "MG", "MU", "MZ", "NA", "NZ", "PY", "RE", "SZ", "UY", "ZA", "ZW"], StringComparer.Ordinal);

    private static readonly FrozenSet<string> Equator = FrozenSet.ToFrozenSet(
        ["BN", "BR", "CD", "CG", "CM", "CO", "CR", "EC", "GA", "GH", "GQ", "ID", "KE", "LK", "MV", "MY", "NG", "PA", "PE", "PG", "RW", "SG", "TZ", "UG", "VE"], StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name => "season";

    /// <inheritdoc/>
    public string? Now(string? place, DateTimeOffset at)
    {
        if (place is null) return null;
        string country = ActivityPlaces.CountryOf(place);
        if (Equator.Contains(country)) return null;
        int quarter = at.Month % 12 / 3;
        return Seasons[South.Contains(country) ? (quarter + 2) % 4 : quarter];
    }
}

/// <summary>What a request says, or asks to find out, of the world outside.</summary>
internal static class Surroundings
{
    /// <summary>The attributes of products that suit it.</summary>
    public static IEnumerable<string> Of(RecommendationRequest request, RecommendationContext context)
    {
        if (Value("season", request.Season, request, context) is { } season) yield return season;
        if (Value("weather", request.Weather, request, context) is { } weather) yield return weather;
    }

    private static string? Value(string name, string? said, RecommendationRequest request, RecommendationContext context)
    {
        if (said == Audience.Auto)
            said = context.Providers.FirstOrDefault(provider => provider.Name == name)?.Now(Audience.WhereOf(request, context.Profile) ?? Audience.PlaceOf(context.Profile), context.At);
        return said is null ? null : $"{name}:{said}";
    }
}
