using System.Globalization;
using System.Text.Json;

namespace Personalization.Common;

/// <summary>The members of one JSON object, each read once and by its type; what is wrong is added to the errors.</summary>
internal sealed class JsonFields
{
    private readonly JsonElement item;
    private readonly string pointer;
    private readonly List<ProblemError> errors;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    public JsonFields(JsonElement item, string pointer, List<ProblemError> errors)
    {
        (this.item, this.pointer, this.errors) = (item, pointer, errors);
        IsObject = item.ValueKind is JsonValueKind.Object;
        if (!IsObject) errors.Add(new ProblemError("wrong_type", pointer, "An object is needed here."));
    }

    public bool IsObject { get; }

    public void Wrong(string name, string code, string detail) => errors.Add(new ProblemError(code, $"{pointer}/{JsonPointer.Token(name)}", detail));

    /// <summary>Everything that nobody has asked for: mistyped names must not pass for rules without that member.</summary>
    public void RefuseOthers()
    {
        if (!IsObject) return;
        foreach (JsonProperty member in item.EnumerateObject())
            if (!known.Contains(member.Name)) Wrong(member.Name, "unknown_member", $"There is no member {member.Name} here. There are {string.Join(", ", known.Order(StringComparer.Ordinal))}.");
    }

    public string? Text(string name, int longest)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.String && value.GetString() is { Length: > 0 } text && text.Length <= longest) return text;
        Wrong(name, "wrong_type", $"{name} must be a text of 1 to {longest} characters.");
        return null;
    }

    public bool? Flag(string name)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.True or JsonValueKind.False) return value.GetBoolean();
        Wrong(name, "wrong_type", $"{name} must be true or false.");
        return null;
    }

    public int? Whole(string name, int least, int most)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out int number) && number >= least && number <= most) return number;
        Wrong(name, "out_of_range", $"{name} must be a whole number from {least} to {most}.");
        return null;
    }

    public double? Number(string name, double least, double most)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.Number && value.TryGetDouble(out double number) && number >= least && number <= most) return number;
        Wrong(name, "out_of_range", string.Create(CultureInfo.InvariantCulture, $"{name} must be a number from {least} to {most}."));
        return null;
    }

    public DateTimeOffset? Time(string name)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.String && value.TryGetDateTimeOffset(out DateTimeOffset time)) return time.ToUniversalTime();
        Wrong(name, "wrong_type", $"{name} must be a time such as 2026-12-01T00:00:00Z.");
        return null;
    }

    public string? OneOf(string name, IReadOnlyCollection<string> names)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind is JsonValueKind.String && names.Contains(value.GetString()!)) return value.GetString();
        Wrong(name, "unknown_value", $"{name} must be one of {string.Join(", ", names)}.");
        return null;
    }

    public IReadOnlyList<string>? Texts(string name, int most, int longest) => Find(name) is { } value ? Texts(value, name, most, longest) : null;

    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Map(string name, int most, int longest)
    {
        if (Find(name) is not { } value) return null;
        if (value.ValueKind is not JsonValueKind.Object || value.GetPropertyCount() is 0 || value.GetPropertyCount() > most)
        {
            Wrong(name, "wrong_type", $"{name} must be an object of 1 to {most} members.");
            return null;
        }
        SortedDictionary<string, IReadOnlyList<string>> map = new(StringComparer.Ordinal);
        foreach (JsonProperty member in value.EnumerateObject())
            if (Texts(member.Value, name, most, longest) is { } texts) map[member.Name] = texts;
        return map;
    }

    public JsonFields? Object(string name) => Find(name) is { } value ? new JsonFields(value, $"{pointer}/{name}", errors) : null;

    /// <summary>A text in several languages.</summary>
    public LocalText? LocalText(string name, int longest, int most, bool needed = true)
    {
        if (Find(name) is not { } value)
        {
            if (needed) Missing(name, "a text for each language, such as {\"en\":\"...\"}");
            return null;
        }
        SortedDictionary<string, string> texts = new(StringComparer.OrdinalIgnoreCase);
        if (value.ValueKind is JsonValueKind.Object && value.GetPropertyCount() <= most)
            foreach (JsonProperty member in value.EnumerateObject())
                if (IsTag(member.Name) && member.Value.ValueKind is JsonValueKind.String && member.Value.GetString() is { Length: > 0 } text && text.Length <= longest)
                    texts[member.Name] = text;
        if (texts.Count > 0 && texts.Count == value.GetPropertyCount()) return new LocalText(texts);
        Wrong(name, "wrong_type", $"{name} must be an object of 1 to {most} language tags, each with a text of 1 to {longest} characters, such as {{\"en\":\"...\"}}.");
        return null;
    }

    /// <summary>The items of a list, each as an object.</summary>
    public IReadOnlyList<JsonFields> Objects(string name, int least, int most)
    {
        if (Find(name) is { ValueKind: JsonValueKind.Array } value && value.GetArrayLength() >= least && value.GetArrayLength() <= most)
            return [.. value.EnumerateArray().Select((one, place) => new JsonFields(one, $"{pointer}/{name}/{place}", errors))];
        if (least > 0 || Find(name) is not null) Wrong(name, "wrong_type", $"{name} must be a list of {least} to {most} objects.");
        return [];
    }

    /// <summary>The members of an object, whatever they are called.</summary>
    public IReadOnlyList<JsonProperty> Members(string name, int most)
    {
        if (Find(name) is not { } value) return [];
        if (value.ValueKind is JsonValueKind.Object && value.GetPropertyCount() <= most) return [.. value.EnumerateObject()];
        Wrong(name, "wrong_type", $"{name} must be an object of at most {most} members.");
        return [];
    }

    /// <summary>A member as it is, or null.</summary>
    public JsonElement? Any(string name) => Find(name);

    public void Missing(string name, string what) => Wrong(name, "missing", $"{name} is needed: {what}.");

    private static bool IsTag(string text) => text.Length is > 1 and <= 35 && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-');

    private List<string>? Texts(JsonElement value, string name, int most, int longest)
    {
        List<string> texts = [];
        if (value.ValueKind is JsonValueKind.Array)
            foreach (JsonElement one in value.EnumerateArray())
                if (one.ValueKind is JsonValueKind.String && one.GetString() is { Length: > 0 } text && text.Length <= longest) texts.Add(text);
        if (texts.Count > 0 && texts.Count <= most && texts.Count == value.GetArrayLength()) return texts;
        Wrong(name, "wrong_type", $"{name} must be a list of 1 to {most} texts of up to {longest} characters.");
        return null;
    }

    private JsonElement? Find(string name)
    {
        known.Add(name);
        return IsObject && item.TryGetProperty(name, out JsonElement value) && value.ValueKind is not JsonValueKind.Null ? value : null;
    }
}
