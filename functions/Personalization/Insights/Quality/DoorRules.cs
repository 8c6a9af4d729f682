using System.Globalization;

namespace Personalization.Insights.Quality;

/// <summary>What is wrong with refusals and lists. Pure: the same counts at the same time give the same alarms.</summary>
internal static class DoorRules
{
    private const long FewestBefore = 100, FewestNow = 40, FewestLists = 100;
    private const double RejectedShare = 0.1, GenericShare = 0.5, Times = 3;
    private const int DaySpans = 24 / StreamState.HoursOfSpan;

    public static IEnumerable<QualityAlarm> Find(DoorState state, DateTimeOffset now)
    {
        int span = DoorState.SpanOf(now);
        foreach ((string source, SortedDictionary<int, long[]> spans) in state.Events)
            if (Rejected(source, spans, span) is { } alarm) yield return alarm;
        foreach ((string strategy, SortedDictionary<int, long[]> spans) in state.Lists)
            if (Generic(strategy, spans, span) is { } alarm) yield return alarm;
    }

    private static QualityAlarm? Rejected(string source, SortedDictionary<int, long[]> spans, int span)
    {
        int? newest = spans.Where(one => one.Key > span - DaySpans && one.Value[0] >= FewestNow).Select(one => (int?)one.Key).LastOrDefault();
        if (newest is not { } now) return null;
        (long before, long bad) = Sum(spans.Where(one => one.Key < now));
        double was = before == 0 ? 0 : bad / (double)before, share = spans[now][1] / (double)spans[now][0];
        return before < FewestBefore || share < RejectedShare || share < was * Times ? null : new QualityAlarm(
            QualityAlarm.RejectedRose, source, "", null, StreamState.TimeOf(now * StreamState.HoursOfSpan),
            $"{Percent(share)} of the events from {source} are refused and lost; usually {Percent(was)}.",
            "Look at the verdicts in the answers of /v1/batch: each refused event says which field is wrong. What changed last at the sender is the likely cause.");
    }

    private static QualityAlarm? Generic(string strategy, SortedDictionary<int, long[]> spans, int span)
    {
        KeyValuePair<int, long[]>[] day = [.. spans.Where(one => one.Key > span - DaySpans)];
        (long lists, long generic) = Sum(day);
        return lists < FewestLists || generic < lists * GenericShare ? null : new QualityAlarm(
            QualityAlarm.ListsGeneric, "recommendations", strategy, null, StreamState.TimeOf(day[0].Key * StreamState.HoursOfSpan),
            string.Create(CultureInfo.InvariantCulture, $"{Percent(generic / (double)lists)} of {lists} lists \"{strategy}\" of the last day are empty or mostly filled by what stands in for it, the same for everybody."),
            "Look at GET /v1/recommendations/explain for one of them: whether visitors have agreed to personalization, whether events name the products of the catalog, and whether the model is old.");
    }

    private static (long All, long Bad) Sum(IEnumerable<KeyValuePair<int, long[]>> spans) => spans.Aggregate((0L, 0L), (sum, one) => (sum.Item1 + one.Value[0], sum.Item2 + one.Value[1]));

    private static string Percent(double share) => Math.Round(share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";
}
