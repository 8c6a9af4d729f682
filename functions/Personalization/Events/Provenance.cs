using System.Text.Json;

namespace Personalization.Events;

/// <summary>
/// Where what an event says comes from, in <c>context.provenance</c>. Only the suite itself writes it: capture takes it out of what is sent.
/// </summary>
/// <param name="Kind">What kind of source: <c>quiz</c>, <c>preferences</c>, <c>staff</c>, <c>import</c>, <c>enrichment</c>, <c>pos</c>, <c>shopper</c> ...</param>
/// <param name="Id">Which one, such as the name of the quiz; null for none.</param>
/// <param name="By">Who, where a person of the shop did it; null otherwise.</param>
/// <param name="Purpose">What it may be used for, in words that the person can be shown; null for anything the person agreed to.</param>
/// <param name="Confidence">How sure it is, 0 to 1; null for sure.</param>
/// <param name="Origin"><c>declared</c>, <c>observed</c> or <c>inferred</c>; null for what the event's type says.</param>
public sealed record Provenance(string Kind, string? Id = null, string? By = null, string? Purpose = null, double? Confidence = null, string? Origin = null)
{
    /// <summary>The member of the context.</summary>
    public const string Member = "provenance";

    /// <summary>What the event says of its source, or null.</summary>
    public static Provenance? Of(ShopEvent shopEvent)
    {
        if (shopEvent.Context.ValueKind is not JsonValueKind.Object || !shopEvent.Context.TryGetProperty(Member, out JsonElement said) || Text(said, "kind") is not { } kind) return null;
        double? confidence = said.TryGetProperty("confidence", out JsonElement sure) && sure.ValueKind is JsonValueKind.Number ? sure.GetDouble() : null;
        return new Provenance(kind, Text(said, "id"), Text(said, "by"), Text(said, "purpose"), confidence, Text(said, "origin"));
    }

    /// <summary>Writes the member into a context.</summary>
    public void Write(Utf8JsonWriter context)
    {
        context.WriteStartObject(Member);
        context.WriteString("kind", Kind);
        if (Id is not null) context.WriteString("id", Id);
        if (By is not null) context.WriteString("by", By);
        if (Purpose is not null) context.WriteString("purpose", Purpose);
        if (Confidence is { } confidence) context.WriteNumber("confidence", confidence);
        if (Origin is not null) context.WriteString("origin", Origin);
        context.WriteEndObject();
    }

    private static string? Text(JsonElement said, string name) =>
        said.ValueKind is JsonValueKind.Object && said.TryGetProperty(name, out JsonElement value) && value.ValueKind is JsonValueKind.String ? value.GetString() : null;
}
