using Personalization.Recommendations.Outcomes;

namespace Personalization.Functions.Insights;

/// <summary>What came of recommendations, on the wire.</summary>
internal sealed record OutcomesBody(int Days, EchoesBody DecisionIds, IReadOnlyList<OutcomeLineBody> Lists)
{
    public static OutcomesBody From(OutcomeReport report, int days) => new(
        days, new EchoesBody(report.Verified, report.Foreign, report.OutOfTime), [.. report.Lines.Select(OutcomeLineBody.From)]);
}

/// <summary>The decision ids that events have named, ever: those signed here, others, and those that the event cannot be about.</summary>
internal sealed record EchoesBody(long Verified, long Foreign, long OutOfTime);

/// <summary>What came of the lists of one strategy at one place.</summary>
internal sealed record OutcomeLineBody(
    string Strategy, string? Placement, long Lists, long Impressions, double Examined, long Clicks, double ClickCredit, double ClickRate, double ExaminedClickRate,
    long Carts, long Purchases, long Units, IReadOnlyDictionary<string, decimal> Revenue,
    long Skips, long Hides, long Dislikes, long Restores, double RefusalRate, long Refunds, IReadOnlyDictionary<string, decimal> Refunded, double RefundRate)
{
    public static OutcomeLineBody From(OutcomeLine line)
    {
        OutcomeCounts counts = line.Counts;
        return new OutcomeLineBody(
            line.Key.Strategy, line.Key.Placement.Length == 0 ? null : line.Key.Placement, counts.Lists, counts.Impressions, counts.Examined / 1000.0,
            counts.Clicks, counts.ClickCredit / 1000.0, line.ClickRate, line.ExaminedClickRate, counts.Carts, counts.Purchases, counts.Units,
            line.Money.ToDictionary(one => one.Key, one => one.Value.Ordered), counts.Skips, counts.Hides, counts.Dislikes, counts.Restores, line.RefusalRate,
            counts.Refunds, line.Money.Where(one => one.Value.Refunded != 0).ToDictionary(one => one.Key, one => one.Value.Refunded), line.RefundRate);
    }
}
