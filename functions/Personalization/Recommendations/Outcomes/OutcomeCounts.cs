namespace Personalization.Recommendations.Outcomes;

/// <summary>Which lists: of a strategy, at a place of the shop.</summary>
/// <param name="Strategy">Name of the strategy.</param>
/// <param name="Placement">Where the list stands; empty where the storefront did not say.</param>
public readonly record struct OutcomeKey(string Strategy, string Placement) : IComparable<OutcomeKey>
{
    /// <summary>All that are too many to be kept apart.</summary>
    public static OutcomeKey Others { get; } = new("other", "");

    /// <inheritdoc/>
    public int CompareTo(OutcomeKey other) =>
        string.CompareOrdinal(Strategy, other.Strategy) is var order and not 0 ? order : string.CompareOrdinal(Placement, other.Placement);

#pragma warning disable CS1591 // Comparisons as usual.
    public static bool operator <(OutcomeKey left, OutcomeKey right) => left.CompareTo(right) < 0;

    public static bool operator >(OutcomeKey left, OutcomeKey right) => left.CompareTo(right) > 0;

    public static bool operator <=(OutcomeKey left, OutcomeKey right) => left.CompareTo(right) <= 0;

    public static bool operator >=(OutcomeKey left, OutcomeKey right) => left.CompareTo(right) >= 0;
#pragma warning restore CS1591
}

/// <summary>What came of recommendations, good and bad. Whole numbers throughout: sums do not depend on the order of adding.</summary>
public sealed record OutcomeCounts
{
    /// <summary>Lists shown.</summary>
    public long Lists { get; init; }

    /// <summary>Products shown in them.</summary>
    public long Impressions { get; init; }

    /// <summary>How many of those were probably looked at, in thousandths, see <see cref="Personalization.Profiles.Feedback.Examination"/>.</summary>
    public long Examined { get; init; }

    /// <summary>Clicks.</summary>
    public long Clicks { get; init; }

    /// <summary>Clicks with those on far places counting more, in thousandths.</summary>
    public long ClickCredit { get; init; }

    /// <summary>Times a product was put into a cart.</summary>
    public long Carts { get; init; }

    /// <summary>Order lines.</summary>
    public long Purchases { get; init; }

    /// <summary>Pieces ordered.</summary>
    public long Units { get; init; }

    /// <summary>Products swiped away, closed or cut short.</summary>
    public long Skips { get; init; }

    /// <summary>Products hidden.</summary>
    public long Hides { get; init; }

    /// <summary>Products that were "not for me".</summary>
    public long Dislikes { get; init; }

    /// <summary>Products taken back after that.</summary>
    public long Restores { get; init; }

    /// <summary>Order lines paid back.</summary>
    public long Refunds { get; init; }

    /// <summary>Both together.</summary>
    public static OutcomeCounts operator +(OutcomeCounts one, OutcomeCounts other) => new()
    {
        Lists = one.Lists + other.Lists,
        Impressions = one.Impressions + other.Impressions,
        Examined = one.Examined + other.Examined,
        Clicks = one.Clicks + other.Clicks,
        ClickCredit = one.ClickCredit + other.ClickCredit,
        Carts = one.Carts + other.Carts,
        Purchases = one.Purchases + other.Purchases,
        Units = one.Units + other.Units,
        Skips = one.Skips + other.Skips,
        Hides = one.Hides + other.Hides,
        Dislikes = one.Dislikes + other.Dislikes,
        Restores = one.Restores + other.Restores,
        Refunds = one.Refunds + other.Refunds,
    };

    /// <inheritdoc cref="op_Addition"/>
    public static OutcomeCounts Add(OutcomeCounts left, OutcomeCounts right) => left + right;
}

/// <summary>What recommendations brought in one currency.</summary>
/// <param name="Ordered">Price of the order lines.</param>
/// <param name="Refunded">What of it was paid back.</param>
public readonly record struct OutcomeMoney(decimal Ordered, decimal Refunded)
{
    /// <summary>Both together.</summary>
    public static OutcomeMoney operator +(OutcomeMoney one, OutcomeMoney other) => new(one.Ordered + other.Ordered, one.Refunded + other.Refunded);

    /// <inheritdoc cref="op_Addition"/>
    public static OutcomeMoney Add(OutcomeMoney left, OutcomeMoney right) => left + right;
}

/// <summary>What came of the lists of a key on one day.</summary>
public sealed class OutcomeDay
{
    /// <summary>Counts.</summary>
    public OutcomeCounts Counts { get; set; } = new();

    /// <summary>Money by currency; empty for orders that do not name one.</summary>
    public SortedDictionary<string, OutcomeMoney> Money { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds another day's.</summary>
    public void Add(OutcomeDay other)
    {
        Counts += other.Counts;
        foreach ((string currency, OutcomeMoney money) in other.Money) Add(currency, money);
    }

    /// <summary>Adds money.</summary>
    public void Add(string currency, OutcomeMoney money) => Money[currency] = Money.GetValueOrDefault(currency) + money;
}
