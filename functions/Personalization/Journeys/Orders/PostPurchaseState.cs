using System.Collections.Immutable;
using Personalization.Catalog;
using Personalization.Messages;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Journeys.Orders;

/// <summary>What the journey of one order remembers. Field names are storage format.</summary>
/// <param name="Person">Value of the shopper's key.</param>
/// <param name="OrderId">The order.</param>
public sealed record PostPurchaseState(string Person, string OrderId) : IJourneyState
{
    /// <inheritdoc/>
    public ImmutableArray<string> Steps { get; init; } = [];

    /// <inheritdoc/>
    public DateTimeOffset? LastChange { get; init; }

    /// <inheritdoc/>
    public string Round => "";
}

/// <summary>What a look at an order finds.</summary>
/// <param name="Profile">The shopper's profile as stored now: the one that the shopper's own was merged into, if it was.</param>
/// <param name="Catalog">The products.</param>
/// <param name="Channels">The channels that the shop has.</param>
/// <param name="Settings">The shop's settings.</param>
public sealed record PostPurchaseFacts(Profile Profile, CatalogSnapshot Catalog, IReadOnlyCollection<MessageChannel> Channels, PostPurchaseSettings Settings)
{
    /// <summary>What goes with the order's products.</summary>
    public IReadOnlyList<string> Accessories { get; init; } = [];

    /// <summary>Products that nothing is sold about later.</summary>
    public SensitiveCategories Sensitive { get; init; } = SensitiveCategories.None;

    /// <summary>Days between two purchases, by product, over all shoppers.</summary>
    public IReadOnlyDictionary<string, double> Intervals { get; init; } = ImmutableDictionary<string, double>.Empty;
}
