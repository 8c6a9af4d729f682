using System.Collections.Immutable;
using Personalization.Profiles;

namespace Personalization.Experiments.Reports;

/// <summary>A month as the shop has known it.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="PeoplePerDay">Its mean.</param>
/// <param name="Days">Days that it rests on.</param>
public sealed record TrafficSeason(int Month, double PeoplePerDay, int Days);

/// <summary>How many people come when: more people, sooner known.</summary>
public static class TrafficSeasons
{
    private const int Lately = 28;

    /// <summary>Months that were seen, in the calendar's order.</summary>
    public static ImmutableArray<TrafficSeason> ByMonth(ImmutableSortedDictionary<int, long> people) =>
    [
        .. people.GroupBy(one => DayCounts.StartOf(one.Key).Month).OrderBy(month => month.Key)
            .Select(month => new TrafficSeason(month.Key, month.Average(one => (double)one.Value), month.Count())),
    ];

    /// <summary>People of a day in the last four weeks; 0 where none was counted. The newest day is not over and does not count.</summary>
    public static double Now(ImmutableSortedDictionary<int, long> people) => people.SkipLast(1).TakeLast(Lately).Select(one => (double)one.Value).DefaultIfEmpty(0).Average();
}
