using System.Globalization;
using System.Text.Json;

namespace Personalization.Events;

/// <summary>Writes an event's properties with canonical names and types: ids as text, amounts as numbers.</summary>
internal sealed class PropertyWriter(EventVocabulary vocabulary, IReadOnlyDictionary<string, string>? renames, EventFindings findings)
{
    public void Write(Utf8JsonWriter json, JsonElement properties) => Write(json, properties, renames, "properties");

    private void Write(Utf8JsonWriter json, JsonElement properties, IReadOnlyDictionary<string, string>? names, string pointer)
    {
        OrderedDictionary<string, JsonElement> members = EventMembers.Of(properties, findings, pointer);
        HashSet<string> written = new(StringComparer.Ordinal);
        json.WriteStartObject();
        foreach ((string sent, JsonElement value) in members)
        {
            // A property that already has the canonical name wins over one that would be renamed to it.
            string name = names?.GetValueOrDefault(sent) is { } renamed && !members.ContainsKey(renamed) && !written.Contains(renamed) ? renamed : sent;
            written.Add(name);
            WriteProperty(json, name, value, EventMembers.Join(pointer, sent));
        }
        json.WriteEndObject();
    }

    private void WriteProperty(Utf8JsonWriter json, string name, JsonElement value, string pointer)
    {
        if (name == "products") WriteProducts(json, value, pointer);
        else if (vocabulary.IsNumber(name)) WriteNumber(json, name, value, pointer);
        else if (vocabulary.IsString(name)) WriteText(json, name, value, pointer);
        else EventMembers.Write(json, name, value);
    }

    private void WriteProducts(Utf8JsonWriter json, JsonElement value, string pointer)
    {
        if (value.ValueKind is JsonValueKind.Null) return;
        if (value.ValueKind is not JsonValueKind.Array)
        {
            findings.Reject("wrong_type", pointer, $"products must be an array of objects, not {EventFields.Kind(value)}.");
            return;
        }
        json.WriteStartArray("products");
        int index = 0;
        foreach (JsonElement product in value.EnumerateArray())
        {
            if (product.ValueKind is JsonValueKind.Object) Write(json, product, renames is null ? null : vocabulary.ItemRenames, $"{pointer}/{index}");
            else findings.Reject("wrong_type", $"{pointer}/{index}", $"A product must be an object, not {EventFields.Kind(product)}.");
            index++;
        }
        json.WriteEndArray();
    }

    private void WriteNumber(Utf8JsonWriter json, string name, JsonElement value, string pointer)
    {
        if (value.ValueKind is JsonValueKind.Null) return;
        if (value.ValueKind is JsonValueKind.Number && value.TryGetDecimal(out decimal number) && IsSane(number)) json.WriteNumber(name, number);
        else if (value.ValueKind is JsonValueKind.String
            && decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out number) && IsSane(number))
        {
            json.WriteNumber(name, number);
            findings.Correct("text_as_number", pointer, $"{name} was text and is kept as the number {number.ToString(CultureInfo.InvariantCulture)}.");
        }
        else findings.Correct("not_a_number", pointer, $"{name} is not a number that a shop would have and was left out.");
    }

    private static bool IsSane(decimal number) => Math.Abs(number) < EventLimits.LargestNumber;

    private void WriteText(Utf8JsonWriter json, string name, JsonElement value, string pointer)
    {
        if (value.ValueKind is JsonValueKind.Null) return;
        if (value.ValueKind is JsonValueKind.String) json.WriteString(name, value.GetString());
        else if (value.ValueKind is JsonValueKind.Number)
        {
            json.WriteString(name, value.GetRawText());
            findings.Correct("number_as_text", pointer, $"{name} was a number and is kept as text.");
        }
        else findings.Correct("wrong_type", pointer, $"{name} must be text, not {EventFields.Kind(value)}, and was left out.");
    }
}
