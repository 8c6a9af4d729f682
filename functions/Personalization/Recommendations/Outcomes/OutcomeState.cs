namespace Personalization.Recommendations.Outcomes;

/// <summary>
/// Running counts of what came of recommendations, by strategy, placement and day: only of decisions that were signed here. Part of
/// <see cref="ActivityState"/>, which sees to it that each event counts once.
/// </summary>
public sealed class OutcomeState
{
    /// <summary>Days kept apart.</summary>
    public const int Days = 90;

    /// <summary>The key of the sum of all older days.</summary>
    public const int Older = 0;

    /// <summary>Strategies and placements kept apart; further ones count together.</summary>
    public const int Keys = 200;

    /// <summary>Counts of each day.</summary>
    public SortedDictionary<OutcomeKey, SortedDictionary<int, OutcomeDay>> Outcomes { get; } = [];

    /// <summary>What orders by recommendations may still be paid back.</summary>
    public AttributedOrders Orders { get; } = new();

    /// <summary>How often an event named a decision that was signed here.</summary>
    public long Verified { get; set; }

    /// <summary>How often one that was not: made up, or another system's. It counts nowhere.</summary>
    public long Foreign { get; set; }

    /// <summary>How often one that the event cannot be about. It counts nowhere.</summary>
    public long OutOfTime { get; set; }

    /// <summary>The newest day that anything lies in.</summary>
    public int NewestDay { get; private set; }

    /// <summary>The day that a time lies in.</summary>
    public static int DayOf(DateTimeOffset time) => (int)(time.UtcTicks / TimeSpan.TicksPerDay);

    /// <summary>The counts of a day, to be added to.</summary>
    public OutcomeDay Of(OutcomeKey key, int day)
    {
        if (day > NewestDay) NewestDay = day;
        else if (day <= NewestDay - Days) day = Older;
        if (!Outcomes.TryGetValue(key, out SortedDictionary<int, OutcomeDay>? days)) days = Known(key);
        if (!days.TryGetValue(day, out OutcomeDay? counts)) days[day] = counts = new OutcomeDay();
        return counts;
    }

    /// <summary>Sums up the days that lie too far back to be kept apart.</summary>
    public void Prune()
    {
        foreach (SortedDictionary<int, OutcomeDay> days in Outcomes.Values)
            foreach (int old in days.Keys.TakeWhile(day => day <= NewestDay - Days).Where(day => day != Older).ToArray())
            {
                if (!days.TryGetValue(Older, out OutcomeDay? sum)) days[Older] = sum = new OutcomeDay();
                sum.Add(days[old]);
                days.Remove(old);
            }
    }

    /// <summary>The days of a key that is new: the smallest keys stay apart, whatever the order they came in.</summary>
    private SortedDictionary<int, OutcomeDay> Known(OutcomeKey key)
    {
        SortedDictionary<int, OutcomeDay> days = Outcomes[key] = [];
        if (Outcomes.Count - (Outcomes.ContainsKey(OutcomeKey.Others) ? 1 : 0) < Keys) return days;
        OutcomeKey largest = Outcomes.Keys.Last(one => one != OutcomeKey.Others);
        SortedDictionary<int, OutcomeDay> moved = Outcomes[largest];
        Outcomes.Remove(largest);
        if (!Outcomes.TryGetValue(OutcomeKey.Others, out SortedDictionary<int, OutcomeDay>? others)) Outcomes[OutcomeKey.Others] = others = [];
        foreach ((int day, OutcomeDay counts) in moved)
        {
            if (!others.TryGetValue(day, out OutcomeDay? sum)) others[day] = sum = new OutcomeDay();
            sum.Add(counts);
        }
        return largest == key ? others : days;
    }
}
