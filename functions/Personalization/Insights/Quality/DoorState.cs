using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalization.Insights.Quality;

/// <summary>
/// What the lake cannot tell: how many events were refused, and how many lists were mostly made of fallbacks, by six-hour span. Numbers only. Property
/// names are storage format.
/// </summary>
public sealed class DoorState
{
    /// <summary>Sources and strategies kept; further ones are not counted.</summary>
    public const int MostNames = 100;

    private const int Kinds = 2;

    /// <summary>By source and span: events, and those of them that were refused.</summary>
    public SortedDictionary<string, SortedDictionary<int, long[]>> Events { get; init; } = new(StringComparer.Ordinal);

    /// <summary>By strategy and span: lists, and those of them that are generic.</summary>
    public SortedDictionary<string, SortedDictionary<int, long[]>> Lists { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Whether nothing is counted.</summary>
    [JsonIgnore]
    public bool IsEmpty => Events.Count + Lists.Count == 0;

    /// <summary>The span of a moment.</summary>
    public static int SpanOf(DateTimeOffset time) => StreamState.HourOf(time) / StreamState.HoursOfSpan;

    /// <summary>Counts events, or lists, of a span.</summary>
    public static void Add(SortedDictionary<string, SortedDictionary<int, long[]>> all, string name, int span, long count, long bad)
    {
        if (!all.TryGetValue(name, out SortedDictionary<int, long[]>? spans))
        {
            if (all.Count >= MostNames) return;
            all[name] = spans = [];
        }
        if (!spans.TryGetValue(span, out long[]? counts)) spans[span] = counts = new long[Kinds];
        (counts[0], counts[1]) = (counts[0] + count, counts[1] + bad);
    }

    /// <summary>Takes in what others have counted, and lets go of what is a week older than the newest of it.</summary>
    public void Add(DoorState more)
    {
        foreach ((SortedDictionary<string, SortedDictionary<int, long[]>> own, SortedDictionary<string, SortedDictionary<int, long[]>> theirs) in new[] { (Events, more.Events), (Lists, more.Lists) })
        {
            foreach ((string name, SortedDictionary<int, long[]> spans) in theirs)
                foreach ((int span, long[] counts) in spans) Add(own, name, span, counts[0], counts[1]);
            int newest = own.Values.SelectMany(one => one.Keys).DefaultIfEmpty().Max();
            foreach (SortedDictionary<int, long[]> spans in own.Values)
                foreach (int old in spans.Keys.TakeWhile(span => span <= newest - StreamState.SpansKept).ToArray()) spans.Remove(old);
            foreach (string gone in own.Where(one => one.Value.Count == 0).Select(one => one.Key).ToArray()) own.Remove(gone);
        }
    }

    /// <summary>The state as it is stored.</summary>
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(this, DoorJson.Default.DoorState);

    /// <summary>Reads what <see cref="Serialize"/> wrote.</summary>
    public static DoorState Deserialize(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, DoorJson.Default.DoorState) ?? throw new JsonException("The stored counts of refusals and lists are empty");
}

/// <summary>Source-generated serializers of what the lake cannot tell.</summary>
[JsonSerializable(typeof(DoorState))]
internal sealed partial class DoorJson : JsonSerializerContext;
