using System.Collections.Immutable;
using Personalization.Catalog;
using Personalization.Messages;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Journeys.Carts;

/// <summary>What the journey of one cart remembers. Field names are storage format.</summary>
/// <param name="Person">Value of the shopper's key.</param>
/// <param name="Cart">The cart's id; empty for the one of a shop that names none.</param>
/// <param name="Began">The change of the cart that the present round began with.</param>
public sealed record AbandonedCartState(string Person, string Cart, DateTimeOffset Began) : IJourneyState
{
    /// <inheritdoc/>
    public ImmutableArray<string> Steps { get; init; } = [];

    /// <inheritdoc/>
    public DateTimeOffset? LastChange { get; init; }

    /// <summary>When the last message of this round was made.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <inheritdoc/>
    public string Round => JourneyIds.Round(Began);
}

/// <summary>What a look at a cart finds.</summary>
/// <param name="Profile">The shopper's own profile as stored now.</param>
/// <param name="Catalog">The products.</param>
/// <param name="Channels">The channels that the shop has.</param>
/// <param name="Settings">The shop's settings.</param>
public sealed record AbandonedCartFacts(Profile Profile, CatalogSnapshot Catalog, IReadOnlyCollection<MessageChannel> Channels, AbandonedCartSettings Settings)
{
    /// <summary>The coupon of the incentive that <see cref="CartIncentive.Cost"/> asks for; null where the month's budget has no room for it.</summary>
    public string? Coupon { get; init; }

    /// <summary>Products that nobody is reminded of.</summary>
    public SensitiveCategories Sensitive { get; init; } = SensitiveCategories.None;

    /// <summary>Products to show beside the cart.</summary>
    public IReadOnlyList<string> Recommended { get; init; } = [];
}
