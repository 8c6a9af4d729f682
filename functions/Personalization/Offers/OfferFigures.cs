using System.Collections.Immutable;

namespace Personalization.Offers;

/// <summary>What was given away of an offer in the current month.</summary>
/// <param name="Money">In the offer's currency.</param>
/// <param name="Count">How often.</param>
public readonly record struct OfferFigure(decimal Money, int Count);

/// <summary>What was given away of each offer in the current month, by id, as of a moment ago. The last word has who writes redemptions down.</summary>
/// <param name="ByOffer">By the offer's id.</param>
public sealed record OfferFigures(ImmutableDictionary<string, OfferFigure> ByOffer)
{
    /// <summary>Nothing was given yet.</summary>
    public static OfferFigures None { get; } = new(ImmutableDictionary<string, OfferFigure>.Empty.WithComparers(StringComparer.Ordinal));

    /// <summary>What was given of an offer.</summary>
    public OfferFigure Of(string offerId) => ByOffer.GetValueOrDefault(offerId);
}
