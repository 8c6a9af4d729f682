using System.Text.Json;

namespace Personalization.Messages.Templates;

/// <summary>JSON as the plain values that templates are filled with.</summary>
internal static class TemplateModel
{
    /// <summary>Stand around the name of what was asked for and is not there; no value may hold them.</summary>
    public const char MissingStart = '\uE000', MissingEnd = '\uE001';

    public static Dictionary<string, object?> Of(JsonElement model, string language, string direction)
    {
        Dictionary<string, object?> values = model.ValueKind is JsonValueKind.Object ? Members(model) : [];
        values["lang"] = language;
        values["dir"] = direction;
        return values;
    }

    private static Dictionary<string, object?> Members(JsonElement value)
    {
        Dictionary<string, object?> members = new(StringComparer.Ordinal);
        foreach (JsonProperty member in value.EnumerateObject()) members[member.Name] = Value(member.Value);
        return members;
    }

    private static object? Value(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => Members(value),
        JsonValueKind.Array => value.EnumerateArray().Select(Value).ToList(),
        JsonValueKind.String => value.GetString()!.Replace(MissingStart, ' ').Replace(MissingEnd, ' '),
        // As it was written: 19.90 stays 19.90. Zero has to be a number, which blocks take as nothing.
        JsonValueKind.Number => value.TryGetDecimal(out decimal number) && number == 0 ? 0 : value.GetRawText(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
