using System.Collections.Frozen;
using System.Text.Json;
using Personalization.Catalog;
using Personalization.Common;
using Personalization.Profiles;
using Personalization.Segments.Population;
using Personalization.Segments.Predictions;

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

    /// <summary>Ids of the segments that the person is in.</summary>
    public IReadOnlySet<string> Segments { get; init; } = FrozenSet<string>.Empty;

    /// <summary>What the shop's customers are measured by.</summary>
    public ShopNorms Norms { get; init; } = ShopNorms.None;

    /// <summary>Says what is expected of the person; null where nothing is.</summary>
    public IPredictor? Predictor { get; init; }

    /// <summary>
    /// What is expected of the person as of their newest event, or as of the newest pass over all people where that is later: so the answer changes
    /// by an event or by a pass, never between.
    /// </summary>
    public PersonPredictions Predictions => Predictor is null ? PersonPredictions.None
        : Predictor.Of(Profile, Profile.LastSeen > Norms.At ? Profile.LastSeen.Value : Norms.At);

    /// <summary>Takes the zone from the profile, or the shop's where the profile has none.</summary>
    public static PersonFacts Of(Profile profile, CatalogSnapshot catalog, string shopZone) => new(profile, catalog, Zones.Of(OwnZone(profile), shopZone));

    private static string? OwnZone(Profile profile) =>
        profile.Traits.TryGetValue("timezone", out Trait? own) && own.Value.ValueKind is JsonValueKind.String ? own.Value.GetString() : null;
}
