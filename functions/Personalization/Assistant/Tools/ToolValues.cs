using System.Globalization;
using System.Text.Json;

namespace Personalization.Assistant.Tools;

/// <summary>What values an argument takes.</summary>
internal static class ToolValues
{
    /// <summary>What is wrong with a value, in words that a model can correct it by; null for nothing.</summary>
    public static string? WrongIn(ToolParameter parameter, JsonElement value) => parameter.Type switch
    {
        ToolType.Text => value.ValueKind is not JsonValueKind.String ? $"{parameter.Name} is a text."
            : value.GetString()!.Length > parameter.MaxLength ? $"{parameter.Name} has {parameter.MaxLength} characters at most."
            : Unlisted(parameter, value.GetString()!),
        ToolType.Integer => value.ValueKind is JsonValueKind.Number && value.TryGetInt32(out _) ? OutOfRange(parameter, value) : $"{parameter.Name} is a whole number.",
        ToolType.Number => value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out _) ? OutOfRange(parameter, value) : $"{parameter.Name} is a number.",
        ToolType.Boolean => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : $"{parameter.Name} is true or false.",
        ToolType.TextList => value.ValueKind is not JsonValueKind.Array || value.EnumerateArray().Any(one => one.ValueKind is not JsonValueKind.String) ? $"{parameter.Name} is a list of texts."
            : value.GetArrayLength() > parameter.MaxLength ? $"{parameter.Name} has {parameter.MaxLength} entries at most."
            : value.EnumerateArray().Any(one => one.GetString()!.Length > 200) ? $"Each of {parameter.Name} has 200 characters at most."
            : value.EnumerateArray().Select(one => Unlisted(parameter, one.GetString()!)).FirstOrDefault(wrong => wrong is not null),
        _ => value.ValueKind is JsonValueKind.Object ? null : $"{parameter.Name} is an object.",
    };

    private static string? Unlisted(ToolParameter parameter, string value) =>
        parameter.OneOf.IsEmpty || parameter.OneOf.Contains(value) ? null : $"{parameter.Name} is one of {string.Join(", ", parameter.OneOf)}.";

    private static string? OutOfRange(ToolParameter parameter, JsonElement value)
    {
        decimal number = value.GetDecimal();
        return number < parameter.Minimum || number > parameter.Maximum
            ? string.Create(CultureInfo.InvariantCulture, $"{parameter.Name} lies from {parameter.Minimum?.ToString(CultureInfo.InvariantCulture) ?? "anything"} to {parameter.Maximum?.ToString(CultureInfo.InvariantCulture) ?? "anything"}.") : null;
    }
}
