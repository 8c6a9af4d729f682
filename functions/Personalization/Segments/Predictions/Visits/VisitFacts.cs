using Personalization.Profiles;

namespace Personalization.Segments.Predictions.Visits;

/// <summary>
/// What is known of a visit while it goes on. Learning fills it from the lake and serving from a profile, by the same steps; a search is no part of
/// it, since profiles do not keep when one searched.
/// </summary>
/// <param name="Looks">Looks at products.</param>
/// <param name="Products">Different products looked at or put into the cart.</param>
/// <param name="Carted">Products put into the cart.</param>
/// <param name="Minutes">From its first step to its newest.</param>
/// <param name="Returning">Whether the visitor had been here before.</param>
/// <param name="HadOrdered">Whether the visitor had ordered before.</param>
/// <param name="Hour">Hour of the day of the newest step, UTC.</param>
public readonly record struct VisitFacts(int Looks, int Products, int Carted, double Minutes, bool Returning, bool HadOrdered, double Hour)
{
    /// <summary>The pause after which a new visit begins.</summary>
    public static readonly TimeSpan Gap = VisitTest.Gap;

    /// <summary>How many numbers a visit is in a model.</summary>
    public const int Size = 9;

    /// <summary>What the numbers of <see cref="Write"/> stand for.</summary>
    public static IReadOnlyList<string> Names { get; } =
        ["looks", "different products", "looks at a product again", "products put into the cart", "something in the cart", "minutes", "returning", "has ordered before", "evening rather than morning"];

    /// <summary>The visit that the owner of a profile is in now; null for none.</summary>
    public static VisitFacts? Of(Profile profile, DateTimeOffset now)
    {
        int looks = 0, carted = 0;
        HashSet<string> products = new(StringComparer.Ordinal);
        DateTimeOffset? newest = null, oldest = null;
        foreach (Interaction one in profile.Interactions)
        {
            if (one.Kind is not (InteractionKind.View or InteractionKind.CartAdd or InteractionKind.Purchase)) continue;
            if ((oldest ?? now) - one.At > Gap || one.Kind is InteractionKind.Purchase) break;
            (newest, oldest) = (newest ?? one.At, one.At);
            products.Add(one.ProductId);
            if (one.Kind is InteractionKind.View) looks++;
            else carted++;
        }
        if (oldest is not { } start) return null;
        return new VisitFacts(
            looks, products.Count, carted, (newest!.Value - start).TotalMinutes, profile.FirstSeen < start - Gap,
            profile.OlderOrders > 0 || profile.Orders.Any(order => order.Said is not null && order.PlacedAt < start), newest.Value.UtcDateTime.TimeOfDay.TotalHours);
    }

    /// <summary>Writes the numbers that models take: counts in logarithms, since the tenth look tells less than the second.</summary>
    public void Write(Span<double> numbers)
    {
        numbers[0] = double.LogP1(Looks);
        numbers[1] = double.LogP1(Products);
        numbers[2] = double.LogP1(Math.Max(0, Looks + Carted - Products));
        numbers[3] = double.LogP1(Carted);
        numbers[4] = Carted > 0 ? 1 : 0;
        numbers[5] = double.LogP1(Minutes);
        numbers[6] = Returning ? 1 : 0;
        numbers[7] = HadOrdered ? 1 : 0;
        numbers[8] = Math.Cos(2 * Math.PI * (Hour - 20) / 24);
    }
}
