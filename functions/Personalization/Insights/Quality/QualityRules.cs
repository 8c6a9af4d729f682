using System.Collections.Immutable;
using System.Globalization;
using Personalization.Events;

namespace Personalization.Insights.Quality;

/// <summary>
/// Compares what comes in with what usually does. Pure: the same counts at the same time give the same alarms. Each rule asks for enough
/// events on both sides that chance alone does not raise it.
/// </summary>
public static class QualityRules
{
    /// <summary>How far from its coming in the time of an event may lie.</summary>
    public static readonly TimeSpan FarOff = TimeSpan.FromDays(2);

    /// <summary>Days of the same hour that the usual volume is taken from, and how many must be known.</summary>
    private const int UsualDays = 7, FewestDays = 3;

    /// <summary>Events that should have come before silence is no chance: a Poisson count of 20 is none once in 500 million.</summary>
    private const double ExpectedOfSilence = 20;

    private const double ExpectedOfDrop = 60, DropTo = 0.2;
    private const int DropHours = 6, LongestSilence = 48;
    private const int FewestBefore = 60, FewestNow = 20;
    private const int SurgeEvents = 100, SurgeHours = 24, NewFor = 48, SourceHours = 72;
    private static readonly string[] Types = ["a text", "a number", "true or false", "an object", "a list"];

    /// <summary>All that is wrong at a moment, by source and event.</summary>
    public static ImmutableArray<QualityAlarm> Find(QualityState state, EventVocabulary vocabulary, DateTimeOffset now)
    {
        int hour = StreamState.HourOf(now);
        ImmutableArray<QualityAlarm>.Builder alarms = ImmutableArray.CreateBuilder<QualityAlarm>();
        Dictionary<string, int> firstHours = state.Streams.GroupBy(one => QualityState.Split(one.Key).Source, StringComparer.Ordinal)
            .ToDictionary(one => one.Key, one => one.Min(stream => stream.Value.FirstHour), StringComparer.Ordinal);
        foreach ((string key, StreamState stream) in state.Streams)
        {
            (string source, string name) = QualityState.Split(key);
            if (Volume(stream, source, name, hour) is { } quiet) alarms.Add(quiet);
            if (!vocabulary.IsKnown(name) && EventTypes.Parse(name) is null && Surge(stream, source, name, hour, firstHours[source]) is { } surge)
                alarms.Add(surge);
            if (Share(stream, 1, hour) is { } far)
                alarms.Add(new QualityAlarm(QualityAlarm.FarTimes, source, name, null, far.Since,
                    $"{Percent(far.Now)} of \"{name}\" from {source} say that they happened more than {FarOff.TotalDays:0} days before or after they came in; usually {Percent(far.Before)}.",
                    "Look at the clock and the time zone of the sender, and whether it sends an old backlog. Times are ISO 8601 with Z or an offset."));
            if (Share(stream, 2, hour) is { } without)
                alarms.Add(new QualityAlarm(QualityAlarm.NoIds, source, name, null, without.Since,
                    $"{Percent(without.Now)} of \"{name}\" from {source} come without a messageId; usually {Percent(without.Before)}.",
                    "Send a messageId with every event: without one an event that is sent twice can count twice."));
            foreach ((string field, SortedDictionary<int, int[]> counts) in stream.Fields)
                if (Field(stream, field, counts, source, name, hour) is { } changed) alarms.Add(changed);
        }
        alarms.AddRange(DoorRules.Find(state.Door, now));
        return alarms.ToImmutable();
    }

    /// <summary>What usually comes in during an hour: the middle of the same hours of the days before. Null while too few days are known.</summary>
    internal static double? Usual(StreamState stream, int hour)
    {
        List<int> days = [];
        for (int day = 1; day <= UsualDays && hour - (24 * day) >= stream.FirstHour; day++) days.Add(stream.Hours.GetValueOrDefault(hour - (24 * day)));
        if (days.Count < FewestDays) return null;
        days.Sort();
        return days.Count % 2 == 1 ? days[days.Count / 2] : (days[(days.Count / 2) - 1] + days[days.Count / 2]) / 2.0;
    }

    // The hour that runs is not over yet, and tells nothing.
    private static QualityAlarm? Volume(StreamState stream, string source, string name, int hour)
    {
        double missed = 0;
        int first = hour;
        for (int back = hour - 1; back > hour - 1 - LongestSilence && !stream.Hours.ContainsKey(back); back--)
        {
            if (Usual(stream, back) is not { } usual) break;
            (missed, first) = (missed + usual, back);
        }
        if (missed >= ExpectedOfSilence)
            return new QualityAlarm(QualityAlarm.Silent, source, name, null, StreamState.TimeOf(first),
                string.Create(CultureInfo.InvariantCulture, $"No \"{name}\" has come from {source} for {hour - first} hours; about {missed:0} usually come in that time."),
                "Look whether the page, app or server that sends them was changed or is down, and whether its write key is still in the settings.");
        double expected = 0;
        int came = 0;
        for (int back = hour - DropHours; back < hour; back++)
        {
            if (Usual(stream, back) is not { } usual) return null;
            expected += usual;
            came += stream.Hours.GetValueOrDefault(back);
        }
        return expected < ExpectedOfDrop || came > expected * DropTo ? null : new QualityAlarm(
            QualityAlarm.Dropped, source, name, null, StreamState.TimeOf(hour - DropHours),
            string.Create(CultureInfo.InvariantCulture, $"{came} \"{name}\" came from {source} in the last {DropHours} hours; about {expected:0} usually do."),
            "Look whether only some pages, shops or versions of the app still send them.");
    }

    private static QualityAlarm? Surge(StreamState stream, string source, string name, int hour, int sourceSince)
    {
        if (name == QualityState.Others || stream.FirstHour < hour - NewFor || sourceSince > hour - SourceHours) return null;
        int came = stream.Hours.Where(one => one.Key > hour - SurgeHours).Sum(one => one.Value);
        return came < SurgeEvents ? null : new QualityAlarm(
            QualityAlarm.Unknown, source, name, null, StreamState.TimeOf(stream.FirstHour),
            string.Create(CultureInfo.InvariantCulture, $"{came} events \"{name}\" came from {source} within a day. No rule here knows that name, and it has never come before."),
            "If it means something that the spec has a name for, send that name, or mend what came by POST /v1/insights/reingest. If it is the shop's own event, all is well.");
    }

    /// <summary>Whether a share of a span's events has risen from few to many.</summary>
    private static (double Before, double Now, DateTimeOffset Since)? Share(StreamState stream, int which, int hour)
    {
        if (Newest(stream.Spans, hour, counts => counts[0]) is not { } now) return null;
        (int before, int hits) = stream.Spans.Where(one => one.Key < now).Aggregate((0, 0), (sum, one) => (sum.Item1 + one.Value[0], sum.Item2 + one.Value[which]));
        double share = stream.Spans[now][which] / (double)stream.Spans[now][0];
        return before < FewestBefore || hits > before * 0.05 || share < 0.2 ? null : (hits / (double)before, share, StreamState.TimeOf(now * StreamState.HoursOfSpan));
    }

    private static QualityAlarm? Field(StreamState stream, string field, SortedDictionary<int, int[]> counts, string source, string name, int hour)
    {
        if (Newest(stream.Spans, hour, one => one[0]) is not { } now) return null;
        int[] before = new int[StreamState.TypeCount];
        foreach ((int span, int[] ofSpan) in counts.Where(one => one.Key < now)) for (int type = 0; type < before.Length; type++) before[type] += ofSpan[type];
        // A field of products is counted by product, and so is what it is a share of.
        bool isOfProducts = field.StartsWith(StreamState.OfProducts, StringComparison.Ordinal);
        if (isOfProducts && stream.Fields.GetValueOrDefault(StreamState.Products) is null) return null;
        int Whole(int span) => isOfProducts ? stream.Fields[StreamState.Products].GetValueOrDefault(span)?.Sum() ?? 0 : stream.Spans[span][0];
        int there = before.Sum(), events = stream.Spans.Keys.Where(span => span < now).Sum(Whole), usual = Array.IndexOf(before, before.Max());
        if (there < FewestBefore) return null;
        int[] today = counts.GetValueOrDefault(now) ?? new int[StreamState.TypeCount];
        DateTimeOffset since = StreamState.TimeOf(now * StreamState.HoursOfSpan);
        if (there >= events * 0.8 && Whole(now) >= FewestNow && today.Sum() <= Whole(now) * 0.1)
            return new QualityAlarm(QualityAlarm.Vanished, source, name, field, since,
                $"{field} of \"{name}\" from {source} is gone: {Percent(there / (double)events)} had it, now {Percent(today.Sum() / (double)Whole(now))}.",
                "Look whether the sender names it otherwise now. If so, change it back, and mend what came meanwhile by POST /v1/insights/reingest with a rename.");
        int changed = Array.IndexOf(today, today.Max());
        if (before[usual] < there * 0.95 || today.Sum() < FewestNow || changed == usual || today[usual] > today.Sum() * 0.5) return null;
        return new QualityAlarm(QualityAlarm.TypeChanged, source, name, field, since,
            $"{field} of \"{name}\" from {source} was {Types[usual]} and is now {Types[changed]} in {Percent(today[changed] / (double)today.Sum())} of the events.",
            $"Let the sender send {Types[usual]} again, and mend what came meanwhile by POST /v1/insights/reingest with a cast.");
    }

    /// <summary>The span that is compared with those before it: the newest of the last day with enough events.</summary>
    private static int? Newest(SortedDictionary<int, int[]> spans, int hour, Func<int[], int> events)
    {
        int? newest = null;
        foreach ((int span, int[] counts) in spans)
            if (span >= (hour - 24) / StreamState.HoursOfSpan && events(counts) >= FewestNow) newest = span;
        return newest;
    }

    private static string Percent(double share) => Math.Round(share * 100).ToString("0", CultureInfo.InvariantCulture) + " %";
}
