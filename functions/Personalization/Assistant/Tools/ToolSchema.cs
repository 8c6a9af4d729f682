using System.Text.Json;
using System.Text.Json.Nodes;

namespace Personalization.Assistant.Tools;

/// <summary>Arguments of tools as JSON Schema (2020-12): one form for models and MCP.</summary>
public static class ToolSchema
{
    /// <summary>The schema of a tool's arguments.</summary>
    public static JsonElement Of(ToolDefinition tool)
    {
        JsonObject properties = [];
        foreach (ToolParameter parameter in tool.Parameters) properties[parameter.Name] = Of(parameter);
        JsonObject schema = new() { ["type"] = "object", ["properties"] = properties, ["additionalProperties"] = false };
        JsonArray required = [.. tool.Parameters.Where(one => one.Required).Select(one => (JsonNode)one.Name)];
        if (required.Count > 0) schema["required"] = required;
        return JsonElement.Parse(schema.ToJsonString());
    }

    private static JsonObject Of(ToolParameter parameter)
    {
        JsonObject one = parameter.Type switch
        {
            ToolType.Text => new() { ["type"] = "string", ["maxLength"] = parameter.MaxLength },
            ToolType.Integer => new() { ["type"] = "integer" },
            ToolType.Number => new() { ["type"] = "number" },
            ToolType.Boolean => new() { ["type"] = "boolean" },
            ToolType.TextList => new() { ["type"] = "array", ["maxItems"] = parameter.MaxLength, ["items"] = new JsonObject { ["type"] = "string" } },
            _ => new() { ["type"] = "object" },
        };
        one["description"] = parameter.Description;
        if (!parameter.OneOf.IsEmpty) (parameter.Type is ToolType.TextList ? one["items"]!.AsObject() : one)["enum"] = new JsonArray([.. parameter.OneOf.Select(value => (JsonNode)value)]);
        if (parameter.Minimum is { } least) one["minimum"] = least;
        if (parameter.Maximum is { } most) one["maximum"] = most;
        return one;
    }
}
