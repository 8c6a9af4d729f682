using System.Text.Json;

namespace Personalization.Common;

/// <summary>A request's body as JSON, or in words why it cannot be read.</summary>
/// <param name="Root">The JSON.</param>
/// <param name="Fault">What is wrong with the body as a whole; null where it can be read.</param>
/// <param name="Errors">Where.</param>
internal readonly record struct JsonBody(JsonElement Root, string? Fault, IReadOnlyList<ProblemError> Errors)
{
    public static JsonBody Parse(ReadOnlyMemory<byte> body)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(body.Span);
        }
        catch (JsonException fault)
        {
            return new JsonBody(default, $"The body is not JSON: {fault.Message}", []);
        }
        return JsonPointer.OfInvalidText(root, "") is { } pointer
            ? new JsonBody(root, "There is text that is no Unicode.", [new ProblemError("invalid_text", pointer, "The text is not Unicode.")])
            : new JsonBody(root, null, []);
    }
}
