using Personalization.Common;

namespace Personalization.Experiences.Artwork;

/// <summary>What a creative is chosen by.</summary>
/// <param name="Shown">How often it was shown.</param>
/// <param name="Clicked">How often it was clicked then.</param>
/// <param name="Match">How much of what the viewer deals with its tags have, 0 to 1: the context.</param>
public readonly record struct CreativeOption(long Shown, long Clicked, double Match);

/// <summary>
/// How likely each of a product's creatives is to be shown to somebody: the better it is clicked and the better it matches the viewer, the likelier. None is
/// ever without a chance, so that what is little known gets known, and so that logs tell what another policy would have brought.
/// </summary>
public static class ArtworkPolicy
{
    /// <summary>The part of all showings that is spread evenly.</summary>
    public const double Exploration = 0.1;

    // A creative is credited with so many views at the rate of all of the product's: a handful of clicks is no proof.
    private const double Credit = 100;

    // Twice the clicks make it 16 times as likely; all of the viewer's dealings about 20 times.
    private const double OfClicks = 4, OfMatch = 3;

    /// <summary>The probability of each; they add up to 1.</summary>
    public static double[] Propensities(ReadOnlySpan<CreativeOption> options)
    {
        double shown = 0, clicked = 0;
        foreach (CreativeOption one in options) (shown, clicked) = (shown + one.Shown, clicked + Math.Min(one.Clicked, one.Shown));
        double usual = (clicked + 1) / (shown + 20);
        double[] weights = new double[options.Length];
        double all = 0;
        for (int place = 0; place < options.Length; place++)
        {
            CreativeOption one = options[place];
            double rate = (Math.Min(one.Clicked, one.Shown) + (Credit * usual)) / (one.Shown + Credit);
            all += weights[place] = Math.Pow(rate / usual, OfClicks) * Math.Exp(OfMatch * one.Match);
        }
        for (int place = 0; place < weights.Length; place++) weights[place] = ((1 - Exploration) * weights[place] / all) + (Exploration / weights.Length);
        return weights;
    }

    /// <summary>Draws one by a hash: the same for the same viewer, product and day.</summary>
    public static int Draw(double[] propensities, string viewer, string product, DateOnly day)
    {
        double left = (StableHash.Of($"artwork\n{viewer}\n{product}\n{day.DayNumber}") >> 11) * (1.0 / (1UL << 53));
        for (int place = 0; place < propensities.Length - 1; place++)
            if ((left -= propensities[place]) < 0) return place;
        return propensities.Length - 1;
    }
}
