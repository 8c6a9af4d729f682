using System.Text;
using System.Text.Json;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Simulator.World;

namespace Personalization.Simulator.Commands;

/// <summary>
/// Real history: lines of the event lake, or events as Segment's senders send them, one JSON object a line. Products are those that the
/// events tell of, from the first of each on.
/// </summary>
internal static class EventHistory
{
    private const string Key = "simulation";

    /// <summary>Facts in order of time, from a file or all <c>.ndjson</c> and <c>.jsonl</c> files of a folder.</summary>
    /// <exception cref="UsageException">There is no such file, or a line of it is no event.</exception>
    public static IReadOnlyList<Fact> Read(string path)
    {
        string[] files = Directory.Exists(path)
            ? [.. Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Where(file => Path.GetExtension(file) is ".ndjson" or ".jsonl").Order(StringComparer.Ordinal)]
            : File.Exists(path) ? [path] : throw new UsageException($"There is no file or folder {path}.");
        if (files.Length == 0) throw new UsageException($"There is no .ndjson or .jsonl file in {path}.");
        EventCapture capture = new(EventVocabulary.Default, new WriteKeys(new Dictionary<string, string> { ["simulation"] = Key }));
        ShopEvent[] events = [.. files.SelectMany(file => Lines(file, capture)).DistinctBy(one => one.MessageId).OrderBy(one => one.ReceivedAt)];
        if (events.Length == 0) throw new UsageException($"There is no event in {path}.");
        HashSet<string> known = new(StringComparer.Ordinal);
        return [.. events.SelectMany(one => Products(one, known).Append(new Fact(one.ReceivedAt, one.Line)))];
    }

    private static IEnumerable<ShopEvent> Lines(string file, EventCapture capture)
    {
        int number = 0;
        foreach (string text in File.ReadLines(file))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(text)) yield return Parse(text, capture) ?? throw new UsageException($"{file} line {number} is not an event: {text[..Math.Min(80, text.Length)]}");
        }
    }

    private static ShopEvent? Parse(string text, EventCapture capture)
    {
        try
        {
            JsonElement root = JsonElement.Parse(text);
            if (root.ValueKind is not JsonValueKind.Object) return null;
            if (root.TryGetProperty("receivedAt", out _) && root.TryGetProperty("source", out _)) return EventCodec.Parse(Encoding.UTF8.GetBytes(text));
            DateTimeOffset at = Time(root, "receivedAt") ?? Time(root, "timestamp") ?? Time(root, "originalTimestamp") ?? DateTimeOffset.UnixEpoch;
            CaptureResult result = capture.Read(Encoding.UTF8.GetBytes($"{{\"batch\":[{text}]}}"), null, Key, at);
            return result.Verdicts is [{ Line.IsEmpty: false } verdict] && at > DateTimeOffset.UnixEpoch ? EventCodec.Parse(verdict.Line) : null;
        }
        catch (Exception fault) when (fault is JsonException or FormatException)
        {
            return null;
        }
    }

    private static DateTimeOffset? Time(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String && value.TryGetDateTimeOffset(out DateTimeOffset time) ? time : null;

    private static IEnumerable<Fact> Products(ShopEvent one, HashSet<string> known)
    {
        if (one.Properties.ValueKind is not JsonValueKind.Object) yield break;
        string? currency = Text(one.Properties, "currency");
        IEnumerable<JsonElement> lines = one.Properties.TryGetProperty("products", out JsonElement all) && all.ValueKind is JsonValueKind.Array ? all.EnumerateArray() : [one.Properties];
        foreach (JsonElement line in lines.Where(line => line.ValueKind is JsonValueKind.Object))
        {
            if (Text(line, "product_id") is not { } id || !known.Add(id)) continue;
            decimal? price = line.TryGetProperty("price", out JsonElement value) && value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out decimal number) ? number : null;
            Product product = new() { ProductId = id, Name = Text(line, "name") ?? id, Price = price, Currency = currency ?? Text(line, "currency"), Url = Text(line, "url"), Category = Text(line, "category"), Brand = Text(line, "brand") };
            yield return new Fact(one.ReceivedAt, default, [new ProductDescription(product, one.ReceivedAt)]);
        }
    }

    private static string? Text(JsonElement line, string name) => line.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
