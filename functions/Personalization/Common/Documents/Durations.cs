using System.Globalization;

namespace Personalization.Common.Documents;

/// <summary>Durations as merchants write them: <c>45s</c>, <c>30m</c>, <c>4h</c>, <c>2d</c>, <c>1w</c>. A day is 24 hours.</summary>
internal static class Durations
{
    private static readonly (char Unit, TimeSpan Span)[] Units =
        [('w', TimeSpan.FromDays(7)), ('d', TimeSpan.FromDays(1)), ('h', TimeSpan.FromHours(1)), ('m', TimeSpan.FromMinutes(1)), ('s', TimeSpan.FromSeconds(1))];

    public static TimeSpan? Parse(string text)
    {
        if (text.Length is < 2 or > 8 || !int.TryParse(text[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int count)) return null;
        TimeSpan unit = Array.Find(Units, one => one.Unit == text[^1]).Span;
        return unit == TimeSpan.Zero ? null : unit * count;
    }

    public static string Text(TimeSpan span)
    {
        (char unit, TimeSpan size) = Array.Find(Units, one => span.Ticks % one.Span.Ticks == 0);
        return size == TimeSpan.Zero ? span.ToString() : string.Create(CultureInfo.InvariantCulture, $"{span.Ticks / size.Ticks}{unit}");
    }
}
