namespace Personalization.Recommendations;

/// <summary>How much data stands behind an answer.</summary>
public enum Confidence
{
    /// <summary>Little: mostly what is popular or new.</summary>
    Low,

    /// <summary>Some.</summary>
    Medium,

    /// <summary>Enough.</summary>
    High,
}

/// <summary>What a strategy's choice rests on.</summary>
public enum Evidence
{
    /// <summary>Facts of the catalog or of the visitor's own history.</summary>
    Facts,

    /// <summary>What many people did, one product beside another.</summary>
    Model,

    /// <summary>How often things happened.</summary>
    Counts,

    /// <summary>What products are like.</summary>
    Content,
}

/// <summary>Judges answers.</summary>
internal static class Confidences
{
    // From so many events, and purchases, on more would hardly change an answer.
    private const double EnoughEvents = 2000;
    private const double EnoughPurchases = 200;
    private const double ContentWeight = 0.6;
    private const double FallbackWeight = 0.3;

    public static Confidence Of(List<Candidate> items, Strategy asked, RecommendationContext context)
    {
        double sum = 0;
        foreach (Candidate item in items) sum += Weight(item.Source.Evidence, context) * (ReferenceEquals(item.Source, asked) ? 1 : FallbackWeight);
        double mean = items.Count == 0 ? 0 : sum / items.Count;
        return mean >= 0.7 ? Confidence.High : mean >= 0.35 ? Confidence.Medium : Confidence.Low;
    }

    private static double Weight(Evidence evidence, RecommendationContext context) => evidence switch
    {
        Evidence.Model => Math.Min(1, context.Shelf.Model.Events / EnoughEvents),
        Evidence.Counts => Math.Min(1, context.Shelf.Popularity.Whole.Purchases / EnoughPurchases),
        Evidence.Content => ContentWeight,
        _ => 1,
    };
}
