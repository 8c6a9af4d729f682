using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Events;

namespace Personalization.Insights.Quality;

/// <summary>What comes in, by source and event name, with how far the lake has been read: stored as one. Property names are storage format.</summary>
public sealed class QualityState
{
    /// <summary>Streams kept; events of further ones are watched together, by source.</summary>
    public const int MostStreams = 150;

    /// <summary>The event name under which those are.</summary>
    public const string Others = "(other events)";

    private const char Separator = '\n';

    /// <summary>How many bytes of each lake file have been read; files before the first one are done with.</summary>
    public SortedDictionary<string, long> Positions { get; init; } = new(StringComparer.Ordinal);

    /// <summary>What came in, by source and event name.</summary>
    public SortedDictionary<string, StreamState> Streams { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Alarms that were told already.</summary>
    public SortedSet<string> Told { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The newest hour in which anything came in.</summary>
    public int NewestHour { get; set; }

    /// <summary>What the lake cannot tell: refusals and lists. Stored apart.</summary>
    [JsonIgnore]
    public DoorState Door { get; set; } = new();

    /// <summary>Takes an event in. The suite's own events are not watched: their senders are.</summary>
    public void Add(ShopEvent shopEvent)
    {
        if (shopEvent.Source is not { Length: > 0 } source || (shopEvent.Event is { } name && ReservedEvents.Contains(name))) return;
        string key = $"{source}{Separator}{shopEvent.Event ?? shopEvent.Type.Name()}";
        if (!Streams.ContainsKey(key) && Streams.Count >= MostStreams) key = $"{source}{Separator}{Others}";
        if (!Streams.TryGetValue(key, out StreamState? stream)) Streams[key] = stream = new StreamState();
        stream.Add(shopEvent);
        NewestHour = Math.Max(NewestHour, StreamState.HourOf(shopEvent.ReceivedAt));
    }

    /// <summary>Lets go of what is too old to compare with.</summary>
    public void Prune()
    {
        foreach (StreamState stream in Streams.Values) stream.Prune(NewestHour);
        foreach (string gone in Streams.Where(one => one.Value.Hours.Count == 0).Select(one => one.Key).ToArray()) Streams.Remove(gone);
    }

    /// <summary>The state as it is stored.</summary>
    public byte[] Serialize() => JsonSerializer.SerializeToUtf8Bytes(this, QualityJson.Default.QualityState);

    /// <summary>Reads what <see cref="Serialize"/> wrote.</summary>
    public static QualityState Deserialize(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, QualityJson.Default.QualityState) ?? throw new JsonException("The stored state of the data's quality is empty");

    internal static (string Source, string Event) Split(string key) => key.Split(Separator, 2) is [var source, var name] ? (source, name) : (key, "");
}

/// <summary>Source-generated serializers of the data's quality.</summary>
[JsonSerializable(typeof(QualityState))]
internal sealed partial class QualityJson : JsonSerializerContext;
