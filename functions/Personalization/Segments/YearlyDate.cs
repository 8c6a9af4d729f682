using System.Globalization;
using System.Text.Json;
using Personalization.Profiles;

namespace Personalization.Segments;

/// <summary>A day that comes every year, such as a birthday. The 29th of February is the 28th in years that do not have it.</summary>
/// <param name="Month">1 to 12.</param>
/// <param name="Day">1 to 31.</param>
public readonly record struct YearlyDate(int Month, int Day)
{
    private static readonly string[] Formats = ["yyyy-MM-dd", "--MM-dd", "MM-dd", "yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-ddTHH:mm:ss.FFFFFFFK"];

    /// <summary>The date that a trait holds: <c>1990-02-28</c>, <c>--02-28</c> or <c>02-28</c>; null for anything else.</summary>
    public static YearlyDate? Of(Profile profile, string trait) =>
        profile.Traits.TryGetValue(trait, out Trait? known) && known.Value.ValueKind is JsonValueKind.String ? Parse(known.Value.GetString()!) : null;

    /// <summary>The date that a text says, or null.</summary>
    public static YearlyDate? Parse(string text)
    {
        // Without a year any leap year will do, else the 29th of February could not be said.
        string whole = text.Length == 5 ? "2000-" + text : text.StartsWith("--", StringComparison.Ordinal) ? "2000-" + text[2..] : text;
        return DateTimeOffset.TryParseExact(whole, Formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date) ? new YearlyDate(date.Month, date.Day) : null;
    }

    /// <summary>The day it is in a zone.</summary>
    public static DateOnly Today(DateTimeOffset now, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);

    /// <summary>When it is in that year.</summary>
    public DateOnly In(int year) => new(year, Month, Math.Min(Day, DateTime.DaysInMonth(year, Month)));

    /// <summary>Whether that day is it.</summary>
    public bool IsOn(DateOnly day) => In(day.Year) == day;

    /// <summary>The first such day from a day on.</summary>
    public DateOnly NextFrom(DateOnly day) => In(day.Year) >= day ? In(day.Year) : In(day.Year + 1);
}
