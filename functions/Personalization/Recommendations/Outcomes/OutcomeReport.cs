namespace Personalization.Recommendations.Outcomes;

/// <summary>What came of the lists of one strategy at one place, with the harm beside the use.</summary>
/// <param name="Key">Which lists.</param>
/// <param name="Counts">Counts.</param>
/// <param name="Money">Money by currency.</param>
public sealed record OutcomeLine(OutcomeKey Key, OutcomeCounts Counts, IReadOnlyDictionary<string, OutcomeMoney> Money)
{
    /// <summary>Clicks of each product shown; 0 while none was.</summary>
    public double ClickRate => Rate(Counts.Clicks, Counts.Impressions);

    /// <summary>Clicks of each product looked at, with places made equal: lists of different lengths can be compared by it.</summary>
    public double ExaminedClickRate => Rate(Counts.Clicks * 1000.0, Counts.Examined);

    /// <summary>Hides and dislikes of each product looked at.</summary>
    public double RefusalRate => Rate((Counts.Hides + Counts.Dislikes) * 1000.0, Counts.Examined);

    /// <summary>How much of what was bought was paid back, by lines.</summary>
    public double RefundRate => Rate(Counts.Refunds, Counts.Purchases);

    private static double Rate(double part, double whole) => whole <= 0 ? 0 : Math.Round(part / whole, 6);
}

/// <summary>What came of recommendations during some days.</summary>
/// <param name="Lines">By strategy and placement, in the order of their names.</param>
/// <param name="Verified">How often events named a decision that was signed here, ever.</param>
/// <param name="Foreign">How often one that was not.</param>
/// <param name="OutOfTime">How often one that they could not be about.</param>
public sealed record OutcomeReport(IReadOnlyList<OutcomeLine> Lines, long Verified, long Foreign, long OutOfTime)
{
    /// <summary>The sums of the last days, that of <paramref name="now"/> included; of all that ever was for <see cref="OutcomeState.Days"/> and more.</summary>
    public static OutcomeReport Of(OutcomeState state, int days, DateTimeOffset now)
    {
        int first = days >= OutcomeState.Days ? OutcomeState.Older : OutcomeState.DayOf(now) - days + 1;
        return new OutcomeReport(
            [.. state.Outcomes.Select(one => Line(one.Key, one.Value.Where(day => day.Key >= first).Select(day => day.Value))).Where(line => line.Counts != new OutcomeCounts())],
            state.Verified, state.Foreign, state.OutOfTime);
    }

    private static OutcomeLine Line(OutcomeKey key, IEnumerable<OutcomeDay> days)
    {
        OutcomeDay sum = new();
        foreach (OutcomeDay day in days) sum.Add(day);
        return new OutcomeLine(key, sum.Counts, sum.Money);
    }
}
