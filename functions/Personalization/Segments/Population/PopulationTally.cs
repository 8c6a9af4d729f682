using System.Collections.Immutable;
using Personalization.Profiles;

namespace Personalization.Segments.Population;

/// <summary>Counts people, and what the members of each segment did.</summary>
/// <param name="start">Counts so far.</param>
/// <param name="at">When the pass began, UTC.</param>
/// <param name="kind">By what members are counted apart; null for nothing.</param>
public sealed class PopulationTally(ImmutableSortedDictionary<string, SegmentCount> start, DateTimeOffset at, IMemberKind? kind = null)
{
    private readonly Dictionary<string, SegmentCount> counts = new(start, StringComparer.Ordinal);

    /// <summary>Counts so far.</summary>
    public ImmutableSortedDictionary<string, SegmentCount> Counts => counts.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>Adds somebody.</summary>
    public void Add(Profile profile, IEnumerable<string> segments)
    {
        (bool Viewed, bool Carted, bool Ordered)[] did = [.. SegmentCount.Stretches.Select(days => Did(profile, at.AddDays(-days)))];
        string? own = null;
        foreach (string segment in segments)
        {
            SegmentCount known = counts.GetValueOrDefault(segment) ?? SegmentCount.Nobody;
            counts[segment] = new SegmentCount(known.Members + 1, [.. known.Funnel.Zip(did, (step, one) =>
                new FunnelStep(step.Days, step.Viewed + (one.Viewed ? 1 : 0), step.Carted + (one.Carted ? 1 : 0), step.Ordered + (one.Ordered ? 1 : 0)))])
            {
                Kinds = kind is null ? known.Kinds : known.Kinds.SetItem(own ??= kind.Of(profile), known.Kinds.GetValueOrDefault(own) + 1),
            };
        }
    }

    /// <summary>What customers are measured by from the next pass on, by these people.</summary>
    public static ShopNorms Norms(IEnumerable<Profile> people, DateTimeOffset at)
    {
        List<double> recency = [], orders = [];
        Dictionary<string, List<double>> spent = new(StringComparer.Ordinal);
        foreach (Profile one in people)
        {
            if (CustomerRules.LastOrder(one) is not { } last || CustomerRules.Spent(one) is not { } paid) continue;
            recency.Add((at - last).TotalDays);
            orders.Add(CustomerRules.OrdersOf(one));
            if (!spent.TryGetValue(paid.Currency, out List<double>? amounts)) spent[paid.Currency] = amounts = [];
            amounts.Add((double)paid.Amount);
        }
        return new ShopNorms(at, ShopNorms.Bounds(recency), ShopNorms.Bounds(orders), spent.ToImmutableSortedDictionary(one => one.Key, one => ShopNorms.Bounds(one.Value), StringComparer.Ordinal));
    }

    // Who has ordered has had it in a cart and has seen it, whether or not this was noticed.
    private static (bool Viewed, bool Carted, bool Ordered) Did(Profile profile, DateTimeOffset since)
    {
        bool ordered = profile.Orders.Any(one => History.Stands(one) && one.PlacedAt >= since);
        bool carted = ordered || profile.Interactions.Any(one => one.Kind is InteractionKind.CartAdd && one.At >= since);
        return (carted || profile.Interactions.Any(one => one.Kind.IsLook() && one.At >= since), carted, ordered);
    }
}
