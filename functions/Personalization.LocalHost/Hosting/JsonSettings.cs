using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Personalization.LocalHost.Hosting;

/// <summary>A JSON file laid flat: one value per path (<c>extensions:queues:batchSize</c>), with the line that it stands on.</summary>
internal sealed class JsonSettings
{
    private readonly Dictionary<string, (string? Value, int Line)> values = new(StringComparer.OrdinalIgnoreCase);

    private JsonSettings(string fileName) => FileName = fileName;

    public string FileName { get; }

    public IEnumerable<KeyValuePair<string, string?>> Values => values.Select(value => KeyValuePair.Create(value.Key, value.Value.Value));

    /// <summary>The file's values; none when there is no such file.</summary>
    /// <exception cref="HostStartupException">The file is not JSON.</exception>
    public static JsonSettings Read(string folder, string fileName)
    {
        JsonSettings settings = new(fileName);
        string path = Path.Combine(folder, fileName);
        if (!File.Exists(path)) return settings;
        byte[] text = File.ReadAllBytes(path);
        try
        {
            settings.Fill(text.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? text.AsSpan(Encoding.UTF8.Preamble.Length) : text);
        }
        catch (JsonException wrong)
        {
            throw new HostStartupException($"{fileName} line {wrong.LineNumber + 1}: not valid JSON: {wrong.Message.Split(" LineNumber:")[0]}", wrong);
        }
        return settings;
    }

    /// <summary>The line of a value that the file holds, or null.</summary>
    public int? Line(string path) => values.TryGetValue(path, out (string? Value, int Line) found) ? found.Line : null;

    private void Fill(ReadOnlySpan<byte> json)
    {
        Utf8JsonReader reader = new(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        Stack<Level> levels = new();
        string? name = null;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.GetString();
                    break;
                case JsonTokenType.StartObject or JsonTokenType.StartArray:
                    levels.Push(new Level(Below(levels, name), reader.TokenType == JsonTokenType.StartArray));
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    levels.Pop();
                    break;
                default:
                    values[Below(levels, name)] = (Text(ref reader), 1 + json[..(int)reader.TokenStartIndex].Count((byte)'\n'));
                    break;
            }
        }
    }

    private static string Below(Stack<Level> levels, string? name)
    {
        if (!levels.TryPeek(out Level? level)) return "";
        string key = level.IsArray ? level.Next().ToString(CultureInfo.InvariantCulture) : name ?? "";
        return level.Path.Length == 0 ? key : $"{level.Path}:{key}";
    }

    private static string? Text(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Null => null,
        _ => Encoding.UTF8.GetString(reader.ValueSpan),
    };

    private sealed class Level(string path, bool isArray)
    {
        private int items;

        public string Path => path;

        public bool IsArray => isArray;

        public int Next() => items++;
    }
}
