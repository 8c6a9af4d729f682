using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalization.LocalHost.Durable;

/// <summary>The form in which instances are stored.</summary>
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HistoryEvent))]
[JsonSerializable(typeof(InstanceState))]
[JsonSerializable(typeof(OutgoingBatch))]
internal sealed partial class StoreJson : JsonSerializerContext
{
    /// <summary>Events, each followed by a line's end, so that a page grows by appending.</summary>
    public static byte[] Lines(IEnumerable<HistoryEvent> events)
    {
        using MemoryStream lines = new();
        foreach (HistoryEvent next in events)
        {
            JsonSerializer.Serialize(lines, next, Default.HistoryEvent);
            lines.WriteByte((byte)'\n');
        }
        return lines.ToArray();
    }

    public static IEnumerable<HistoryEvent> Events(byte[] lines)
    {
        for (int start = 0; start < lines.Length;)
        {
            int end = Array.IndexOf(lines, (byte)'\n', start);
            yield return JsonSerializer.Deserialize(lines.AsSpan(start, end - start), Default.HistoryEvent)!;
            start = end + 1;
        }
    }
}
