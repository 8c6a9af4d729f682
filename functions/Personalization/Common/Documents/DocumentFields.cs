using System.Globalization;
using System.Text.Json.Nodes;

namespace Personalization.Common.Documents;

/// <summary>Reads the members of a map, each as what it must be, and in the end reports those that nobody has asked for.</summary>
internal sealed class DocumentFields(MapNode map, string pointer, DocumentFindings findings)
{
    private readonly List<string> asked = [];

    public MapNode Map => map;

    public string Pointer => pointer;

    public DocumentFindings Findings => findings;

    /// <summary>The fields of a node that must be a map; null with a finding when it is none.</summary>
    public static DocumentFields? Of(DocumentNode node, string pointer, DocumentFindings findings, string what)
    {
        if (node is MapNode map) return new DocumentFields(map, pointer, findings);
        findings.Add("wrong-type", pointer, node, $"{what}: write name: value lines here");
        return null;
    }

    public string At(string name) => $"{pointer}/{JsonPointer.Token(name)}";

    public bool Has(string name) => map.Find(name) is not null;

    /// <summary>The member as it is; null where there is none.</summary>
    public DocumentNode? Node(string name)
    {
        asked.Add(name);
        return map.Find(name) is { } node and not ScalarNode { IsNull: true } ? node : null;
    }

    public DocumentNode? Needed(string name, string what)
    {
        if (Node(name) is { } node) return node;
        findings.Add("missing", At(name), map, $"{name} is missing: {what}");
        return null;
    }

    public void Wrong(string name, string detail, string code = "invalid") => findings.Add(code, At(name), map.Find(name) ?? map, detail);

    public string? Text(string name, string what, bool needed = false, int longest = 200)
    {
        DocumentNode? node = needed ? Needed(name, what) : Node(name);
        if (node is null) return null;
        if (node is ScalarNode { Text.Length: > 0 } scalar && scalar.Text.Length <= longest) return scalar.Text;
        Wrong(name, $"{name} is {what}, at most {longest} characters", node is ScalarNode ? "invalid" : "wrong-type");
        return null;
    }

    public decimal? Number(string name, decimal least = decimal.MinValue, decimal most = decimal.MaxValue)
    {
        if (Node(name) is not { } node) return null;
        if (node is ScalarNode { Quoted: false } scalar && decimal.TryParse(scalar.Text, NumberStyles.Number & ~NumberStyles.AllowThousands, CultureInfo.InvariantCulture, out decimal number)
            && number >= least && number <= most) return number;
        string range = most == decimal.MaxValue ? least == decimal.MinValue ? "a number" : $"a number from {least}" : $"a number from {least} to {most}";
        Wrong(name, $"{name} is {range}", "wrong-type");
        return null;
    }

    public int? Whole(string name, int least, int most)
    {
        if (Number(name, least, most) is not { } number) return null;
        if (number == decimal.Truncate(number)) return (int)number;
        Wrong(name, $"{name} is a whole number from {least} to {most}", "wrong-type");
        return null;
    }

    public bool? Flag(string name)
    {
        if (Node(name) is not { } node) return null;
        if (node is ScalarNode { Quoted: false, Text: "true" or "false" } scalar) return scalar.Text == "true";
        Wrong(name, $"{name} is true or false", "wrong-type");
        return null;
    }

    public TimeSpan? Duration(string name, TimeSpan most, bool needed = false)
    {
        const string What = "a time such as 30m, 4h, 2d or 1w";
        if ((needed ? Needed(name, What) : Node(name)) is not { } node) return null;
        if (node is ScalarNode scalar && Durations.Parse(scalar.Text) is { } span && span > TimeSpan.Zero && span <= most) return span;
        Wrong(name, $"{name} is {What}, at most {Durations.Text(most)}");
        return null;
    }

    public TimeOnly? TimeOfDay(string name)
    {
        if (Node(name) is not { } node) return null;
        if (node is ScalarNode scalar && TimeOnly.TryParseExact(scalar.Text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out TimeOnly time)) return time;
        Wrong(name, $"{name} is a time of day such as \"09:30\"");
        return null;
    }

    /// <summary>One text, or a list of them; empty where there is none.</summary>
    public IReadOnlyList<string> Texts(string name, string what, int most = 50)
    {
        if (Node(name) is not { } node) return [];
        IReadOnlyList<DocumentNode> items = node is ListNode list ? list.Items : [node];
        if (items.Count > 0 && items.Count <= most && items.All(item => item is ScalarNode { Text.Length: > 0 and <= 200 })) return [.. items.Select(item => ((ScalarNode)item).Text)];
        Wrong(name, $"{name} is {what}, or a list of at most {most}", "wrong-type");
        return [];
    }

    /// <summary>One of several names.</summary>
    public T? Choice<T>(string name, IReadOnlyDictionary<string, T> choices)
        where T : struct
    {
        if (Text(name, "one of " + string.Join(", ", choices.Keys)) is not { } text) return null;
        if (choices.TryGetValue(text, out T found)) return found;
        Wrong(name, $"{name} is one of {string.Join(", ", choices.Keys)}{Spelling.Hint(text, choices.Keys)}");
        return null;
    }

    /// <summary>The member as JSON, whatever it holds.</summary>
    public JsonNode? Json(string name) => Node(name) is { } node ? DocumentJson.Of(node) : null;

    /// <summary>Reports what nobody has asked for.</summary>
    public void Finish(string what)
    {
        foreach ((ScalarNode key, _) in map.Members.Where(member => !asked.Contains(member.Key.Text)))
            findings.Add("unknown-key", At(key.Text), key, $"{what} has no {key.Text}{Spelling.Hint(key.Text, asked)}; it has {string.Join(", ", asked.Distinct().Order(StringComparer.Ordinal))}");
    }
}
