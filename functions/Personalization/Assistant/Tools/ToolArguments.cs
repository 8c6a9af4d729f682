using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Common;

namespace Personalization.Assistant.Tools;

/// <summary>Arguments of a call that fit the tool's definition; there is no other way to make them than by having them checked.</summary>
public sealed class ToolArguments
{
    private readonly ImmutableDictionary<string, JsonElement> values;

    private ToolArguments(ImmutableDictionary<string, JsonElement> values) => this.values = values;

    /// <summary>Checks what somebody, perhaps a model, calls the tool with. An undefined or null element stands for no arguments.</summary>
    /// <returns>The arguments, or all that is wrong with them.</returns>
    public static (ToolArguments? Arguments, ImmutableArray<ProblemError> Errors) Read(ToolDefinition tool, JsonElement arguments)
    {
        List<ProblemError> errors = [];
        ImmutableDictionary<string, JsonElement>.Builder read = ImmutableDictionary.CreateBuilder<string, JsonElement>();
        if (arguments.ValueKind is JsonValueKind.Object)
        {
            if (!IsText(arguments)) return (null, [new ProblemError("invalid", "", "The arguments hold text that is no Unicode.")]);
            foreach (JsonProperty one in arguments.EnumerateObject())
            {
                if (one.Value.ValueKind is JsonValueKind.Null) continue;
                if (tool.Parameters.FirstOrDefault(known => known.Name == one.Name) is not { } parameter)
                    errors.Add(new ProblemError("unknown", one.Name, $"{tool.Name} has no argument {one.Name[..Math.Min(one.Name.Length, 64)]}."));
                else if (ToolValues.WrongIn(parameter, one.Value) is { } wrong) errors.Add(new ProblemError("invalid", one.Name, wrong));
                else read[one.Name] = one.Value.Clone();
            }
        }
        else if (arguments.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null)) errors.Add(new ProblemError("invalid", "", "The arguments are a JSON object."));
        foreach (ToolParameter parameter in tool.Parameters.Where(one => one.Required && !read.ContainsKey(one.Name) && errors.All(error => error.Pointer != one.Name)))
            errors.Add(new ProblemError("missing", parameter.Name, $"{parameter.Name} is needed: {parameter.Description}"));
        return errors.Count == 0 ? (new ToolArguments(read.ToImmutable()), []) : (null, [.. errors]);
    }

    // Half of a character, written as \ud800, is found out only by reading it.
    private static bool IsText(JsonElement value)
    {
        try
        {
            return value.ValueKind switch
            {
                JsonValueKind.Object => value.EnumerateObject().All(one => one.Name is not null && IsText(one.Value)),
                JsonValueKind.Array => value.EnumerateArray().All(IsText),
                JsonValueKind.String => value.GetString() is not null,
                _ => true,
            };
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>The text, or null where there is none.</summary>
    public string? Text(string name) => values.TryGetValue(name, out JsonElement value) ? value.GetString() : null;

    /// <summary>The number, or null where there is none.</summary>
    public decimal? Number(string name) => values.TryGetValue(name, out JsonElement value) ? value.GetDecimal() : null;

    /// <summary>The whole number, or null where there is none.</summary>
    public int? Integer(string name) => values.TryGetValue(name, out JsonElement value) ? value.GetInt32() : null;

    /// <summary>The truth value, or null where there is none.</summary>
    public bool? Boolean(string name) => values.TryGetValue(name, out JsonElement value) ? value.GetBoolean() : null;

    /// <summary>The texts; none where there are none.</summary>
    public IReadOnlyList<string> Texts(string name) => values.TryGetValue(name, out JsonElement value) ? [.. value.EnumerateArray().Select(one => one.GetString()!)] : [];

    /// <summary>The object, or an undefined element.</summary>
    public JsonElement Object(string name) => values.GetValueOrDefault(name);
}
