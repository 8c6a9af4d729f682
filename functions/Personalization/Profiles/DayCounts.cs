using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalization.Profiles;

/// <summary>How often something happened on a day.</summary>
/// <param name="Day">Days since 1970, UTC.</param>
/// <param name="Count">How often, at least once.</param>
public readonly record struct DayCount(int Day, long Count);

/// <summary>How often an event happened on each of the newest <see cref="ProfileLimits.EventDays"/> days, newest first; days without it are left out.</summary>
/// <param name="Days">Days and counts.</param>
[JsonConverter(typeof(DayCountsConverter))]
public sealed record DayCounts(ImmutableArray<DayCount> Days)
{
    /// <summary>The day of a moment.</summary>
    public static int DayOf(DateTimeOffset time) => (int)Math.Floor((time - DateTimeOffset.UnixEpoch).TotalDays);

    /// <summary>When a day begins, UTC.</summary>
    public static DateTimeOffset StartOf(int day) => DateTimeOffset.UnixEpoch.AddDays(day);

    /// <summary>How often it happened on the last so many days up to one, that one included.</summary>
    public long Within(int days, int today)
    {
        long count = 0;
        foreach (DayCount one in Days)
            if (one.Day <= today && one.Day > today - days) count += one.Count;
        return count;
    }
}

/// <summary>
/// Writes day counts as a short text, which is storage format: the newest day, then how many days each is before the one before it; a count
/// other than one follows after a colon. <c>20609:3,1,4:2</c> is three times on day 20609, once on 20608, twice on 20604.
/// </summary>
internal sealed class DayCountsConverter : JsonConverter<DayCounts>
{
    public override DayCounts Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        ImmutableArray<DayCount>.Builder days = ImmutableArray.CreateBuilder<DayCount>();
        int day = 0;
        string text = reader.GetString() ?? throw new JsonException("Days of an event are a text");
        foreach (Range part in text.AsSpan().Split(','))
        {
            ReadOnlySpan<char> one = text.AsSpan()[part];
            int colon = one.IndexOf(':');
            int step = int.Parse(colon < 0 ? one : one[..colon], CultureInfo.InvariantCulture);
            day = days.Count == 0 ? step : day - step;
            days.Add(new DayCount(day, colon < 0 ? 1 : long.Parse(one[(colon + 1)..], CultureInfo.InvariantCulture)));
        }
        return new DayCounts(days.ToImmutable());
    }

    public override void Write(Utf8JsonWriter writer, DayCounts value, JsonSerializerOptions options)
    {
        StringBuilder text = new();
        int before = 0;
        foreach (DayCount one in value.Days)
        {
            text.Append(CultureInfo.InvariantCulture, $"{(text.Length == 0 ? "" : ",")}{(text.Length == 0 ? one.Day : before - one.Day)}");
            if (one.Count != 1) text.Append(CultureInfo.InvariantCulture, $":{one.Count}");
            before = one.Day;
        }
        writer.WriteStringValue(text.ToString());
    }
}
