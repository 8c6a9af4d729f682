using System.Text.Json;
using Personalization.Catalog;
using Personalization.Profiles;

namespace Personalization.Segments;

/// <summary>What a condition is asked of.</summary>
/// <param name="Profile">The person.</param>
/// <param name="Catalog">The shop's products, for what they cost and belong to.</param>
/// <param name="Zone">The person's zone.</param>
public sealed record PersonFacts(Profile Profile, CatalogSnapshot Catalog, TimeZoneInfo Zone)
{
    /// <summary>The product that a journey is about; null for none.</summary>
    public string? Subject { get; init; }

    /// <summary>When the person entered the journey; null outside one.</summary>
    public DateTimeOffset? EnteredAt { get; init; }

    /// <summary>Takes the zone from the profile, or the shop's where the profile has none.</summary>
    public static PersonFacts Of(Profile profile, CatalogSnapshot catalog, string shopZone) => new(profile, catalog, ZoneOf(profile, shopZone));

    private static TimeZoneInfo ZoneOf(Profile profile, string shopZone) =>
        profile.Traits.TryGetValue("timezone", out Trait? own) && own.Value.ValueKind is JsonValueKind.String
            && TimeZoneInfo.TryFindSystemTimeZoneById(own.Value.GetString()!, out TimeZoneInfo? zone) ? zone
        : TimeZoneInfo.TryFindSystemTimeZoneById(shopZone, out TimeZoneInfo? shop) ? shop
        : TimeZoneInfo.Utc;
}
