using System.Globalization;
using System.Text.Json.Nodes;

namespace Personalization.Common.Documents;

/// <summary>Documents as JSON values, by YAML's core schema.</summary>
internal static class DocumentJson
{
    public static JsonNode? Of(DocumentNode node) => node switch
    {
        MapNode map => new JsonObject(map.Members.Select(member => KeyValuePair.Create(member.Key.Text, Of(member.Value)))),
        ListNode list => new JsonArray([.. list.Items.Select(Of)]),
        ScalarNode scalar => Value(scalar),
        _ => null,
    };

    private static JsonValue? Value(ScalarNode scalar) =>
        scalar.IsNull ? null
        : scalar.Quoted ? JsonValue.Create(scalar.Text)
        : scalar.Text is "true" or "false" ? JsonValue.Create(scalar.Text == "true")
        : decimal.TryParse(scalar.Text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number) ? JsonValue.Create(number)
        : JsonValue.Create(scalar.Text);
}
