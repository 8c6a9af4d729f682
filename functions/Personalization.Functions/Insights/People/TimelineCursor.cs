using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace Personalization.Functions.Insights.People;

/// <summary>A place in a timeline: everything that comes before it is older. Opaque outside.</summary>
/// <param name="At">When.</param>
/// <param name="Id">Which of that moment; ids begin with their kind.</param>
internal readonly record struct TimelineCursor(DateTimeOffset At, string Id) : IComparable<TimelineCursor>
{
    private const int MostCharacters = 400;

    public int CompareTo(TimelineCursor other) => At != other.At ? At.CompareTo(other.At) : string.CompareOrdinal(Id, other.Id);

    /// <summary>The place that a text names, or null.</summary>
    public static TimelineCursor? Parse(string text)
    {
        if (text.Length > MostCharacters || !Base64Url.IsValid(text)) return null;
        string[] parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split('|', 2);
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out long ticks) && ticks <= DateTimeOffset.MaxValue.Ticks
            ? new TimelineCursor(new DateTimeOffset(ticks, TimeSpan.Zero), parts[1])
            : null;
    }

    /// <inheritdoc/>
    public override string ToString() => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{At.UtcTicks}|{Id}")));
}
