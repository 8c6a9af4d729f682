namespace Personalization.Segments.Predictions.Models;

/// <summary>What the purchase models know of a buyer, by the conventions of Fader, Hardie and Lee: time is counted in weeks from the first purchase.</summary>
/// <param name="Repeats">Days with a purchase after the first such day: purchases of one day are one.</param>
/// <param name="Recency">Weeks from the first purchase to the last.</param>
/// <param name="Age">Weeks from the first purchase to the end of what is known.</param>
/// <param name="MeanValue">Mean value of the repeat purchases; 0 where there is none.</param>
public readonly record struct PurchaseSummary(int Repeats, double Recency, double Age, double MeanValue)
{
    private const double DaysOfAWeek = 7;

    /// <summary>Sums purchases up; null where there is none until then.</summary>
    /// <param name="purchases">Days and values, in any order.</param>
    /// <param name="until">The last day that is known.</param>
    public static PurchaseSummary? Of(IEnumerable<(DateOnly Day, double Value)> purchases, DateOnly until)
    {
        SortedDictionary<DateOnly, double> days = [];
        foreach ((DateOnly day, double value) in purchases)
            if (day <= until) days[day] = days.GetValueOrDefault(day) + value;
        if (days.Count == 0) return null;
        DateOnly first = days.Keys.First();
        return new PurchaseSummary(
            days.Count - 1, Weeks(first, days.Keys.Last()), Weeks(first, until), days.Count == 1 ? 0 : days.Skip(1).Average(day => day.Value));
    }

    private static double Weeks(DateOnly from, DateOnly to) => (to.DayNumber - from.DayNumber) / DaysOfAWeek;
}
