using System.Collections.Immutable;
using Personalization.Common;

namespace Personalization.Profiles;

/// <summary>
/// Collects on which days events happened. Kept are those events that count apart from the others, and their days up to a fixed number before the
/// newest event of all: what falls out would fall out in every order.
/// </summary>
internal sealed class EventDayBuilder(ImmutableSortedDictionary<string, DayCounts> start)
{
    private readonly Dictionary<string, Dictionary<int, long>> changed = new(StringComparer.Ordinal);

    public void Add(string name, DateTimeOffset at) => Add(name, DayCounts.DayOf(at), 1);

    public void Add(ImmutableSortedDictionary<string, DayCounts> others)
    {
        foreach ((string name, DayCounts other) in others)
            foreach (DayCount one in other.Days) Add(name, one.Day, one.Count);
    }

    /// <param name="counts">How often each event happened, which says what counts apart.</param>
    /// <param name="last">When the newest event happened.</param>
    public ImmutableSortedDictionary<string, DayCounts> Build(IReadOnlyDictionary<string, long> counts, DateTimeOffset? last)
    {
        // One day more than conditions ask for: the newest event may be a little ahead of the clock.
        int oldest = last is { } at ? DayCounts.DayOf(at) - ProfileLimits.EventDays - 1 : 0;
        ImmutableSortedDictionary<string, DayCounts>.Builder days = start.ToBuilder();
        foreach (string name in start.Keys.Where(name => !counts.ContainsKey(name))) days.Remove(name);
        foreach ((string name, DayCounts known) in start)
            if (days.ContainsKey(name) && known.Days[^1].Day <= oldest && !changed.ContainsKey(name)) Put(days, name, known.Days, oldest);
        foreach ((string name, Dictionary<int, long> by) in changed)
            if (name != NameCounts.Others && counts.ContainsKey(name)) Put(days, name, by.Select(one => new DayCount(one.Key, one.Value)), oldest);
        return days.ToImmutable();
    }

    private static void Put(ImmutableSortedDictionary<string, DayCounts>.Builder days, string name, IEnumerable<DayCount> all, int oldest)
    {
        ImmutableArray<DayCount> kept = [.. all.Where(one => one.Day > oldest).OrderByDescending(one => one.Day)];
        if (kept.IsEmpty) days.Remove(name);
        else days[name] = new DayCounts(kept);
    }

    private void Add(string name, int day, long count)
    {
        if (!changed.TryGetValue(name, out Dictionary<int, long>? days))
            changed[name] = days = start.TryGetValue(name, out DayCounts? known) ? known.Days.ToDictionary(one => one.Day, one => one.Count) : [];
        days[day] = days.GetValueOrDefault(day) + count;
    }
}
