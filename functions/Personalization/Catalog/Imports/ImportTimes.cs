using System.Globalization;

namespace Personalization.Catalog.Imports;

/// <summary>Reads the times of a file.</summary>
internal sealed class ImportTimes(ImportMapping mapping)
{
    private const DateTimeStyles Style = DateTimeStyles.AllowWhiteSpaces;

    private static readonly string[] Iso =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss.FFFFFFFK", "yyyy-MM-dd HH:mm:ss zzz", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd HH:mmK", "yyyy-MM-dd",
    ];

    private readonly string[] formats = mapping.DateFormats.Count > 0 ? [.. mapping.DateFormats] : Iso;
    private readonly TimeZoneInfo zone = Zone(mapping.TimeZone) ?? throw new ArgumentException("The mapping was not checked", nameof(mapping));

    /// <summary>The zone of an IANA name or of an offset such as +03:30, or null.</summary>
    public static TimeZoneInfo? Zone(string name)
    {
        if (name is ['+' or '-', ..])
            return TimeSpan.TryParseExact(name[1..], @"hh\:mm", CultureInfo.InvariantCulture, out TimeSpan offset) && offset.TotalHours <= 14
                ? TimeZoneInfo.CreateCustomTimeZone(name, name[0] == '-' ? -offset : offset, name, name)
                : null;
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out TimeZoneInfo? found) ? found : null;
    }

    /// <summary>The time in UTC, or null where the text is none.</summary>
    public DateTimeOffset? Read(string text)
    {
        string digits = ImportNumbers.AsciiDigits(text);
        foreach (string format in formats)
            if (DateTime.TryParseExact(digits, format, CultureInfo.InvariantCulture, Style | DateTimeStyles.RoundtripKind, out DateTime time))
                return time.Kind is DateTimeKind.Unspecified ? Local(time) : DateTimeOffset.TryParseExact(
                    digits, format, CultureInfo.InvariantCulture, Style, out DateTimeOffset exact) ? exact.ToUniversalTime() : null;
        return null;
    }

    // A local time that a clock change leaves out gets the offset before the change: a shop's order did happen.
    private DateTimeOffset? Local(DateTime time)
    {
        TimeSpan offset = zone.GetUtcOffset(time);
        return time.Ticks < offset.Ticks || time.Ticks - offset.Ticks > DateTime.MaxValue.Ticks ? null : new DateTimeOffset(time, offset).ToUniversalTime();
    }
}
