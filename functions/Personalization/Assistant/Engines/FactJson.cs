using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Assistant.Tools;
using Personalization.Catalog;

namespace Personalization.Assistant.Engines;

/// <summary>Results of tools as JSON: the one form that models and MCP clients read.</summary>
public static class FactJson
{
    private const int MostText = 1500;
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A result. Nobody's approval token is in it.</summary>
    public static JsonObject Of(ToolResult result)
    {
        JsonObject all = [];
        if (result.Problem is { } problem) all["error"] = new JsonObject { ["code"] = problem.Code, ["detail"] = problem.Detail };
        if (result.Note is { } note) all["note"] = note;
        if (result.Proposal is { } proposal)
            all["proposal"] = new JsonObject
            {
                ["id"] = proposal.Id, ["summary"] = proposal.Summary, ["preview"] = JsonNode.Parse(proposal.Preview.GetRawText()), ["expiresAt"] = Time(proposal.ExpiresAt),
                ["state"] = "Nothing has been changed. A person has to approve it.",
            };
        Add(all, "products", result.Facts.OfType<ProductFact>().Select(Of));
        Add(all, "figures", result.Facts.OfType<FigureFact>().Select(one => Some(("name", one.Name), ("of", one.Of), ("value", one.Value), ("unit", one.Unit), ("query", one.Query))));
        Add(all, "things", result.Facts.OfType<ThingFact>().Select(one => Some(("kind", one.Kind), ("id", one.Id), ("name", one.Name), ("state", one.State), ("at", one.At is { } at ? Time(at) : null))));
        Add(all, "texts", result.Facts.OfType<TextFact>().Select(one => Some(("source", one.Source), ("text", Cut(one.Text)))));
        Add(all, "cart", result.Cart.Select(one => Some(("productId", one.ProductId), ("quantity", one.Quantity))));
        if (all.Count == 0) all["found"] = "nothing";
        return all;
    }

    /// <summary>A result as text.</summary>
    public static string TextOf(ToolResult result) => Of(result).ToJsonString(Relaxed);

    /// <summary>A result as text, with each of its texts as <paramref name="words"/> gives it; numbers stay as they are.</summary>
    public static string TextOf(ToolResult result, Func<string, string> words)
    {
        JsonObject all = Of(result);
        Reword(all, words);
        return all.ToJsonString(Relaxed);
    }

    private static JsonNode? Reword(JsonNode? node, Func<string, string> words)
    {
        if (node is JsonObject members)
            foreach (string name in members.Select(member => member.Key).ToArray()) Set(members[name], replaced => members[name] = replaced);
        else if (node is JsonArray items)
            for (int at = 0; at < items.Count; at++) Set(items[at], replaced => items[at] = replaced);
        else if (node is JsonValue value && value.GetValueKind() is JsonValueKind.String) return JsonValue.Create(words(value.GetValue<string>()));
        return node;

        void Set(JsonNode? old, Action<JsonNode?> set)
        {
            JsonNode? now = Reword(old, words);
            if (!ReferenceEquals(now, old)) set(now);
        }
    }

    private static JsonObject Of(ProductFact fact)
    {
        Product product = fact.Product;
        JsonObject one = Some(
            ("productId", product.ProductId), ("name", product.Name), ("brand", product.Brand), ("category", product.Category), ("price", product.Price), ("currency", product.Currency),
            ("stock", product.Stock), ("available", product.IsAvailable), ("url", product.Url), ("description", product.Description is { } text ? Cut(text) : null), ("why", fact.Why));
        if (product.Attributes is { Count: > 0 } attributes) one["attributes"] = new JsonObject([.. attributes.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))]);
        if (product.Names is { Count: > 0 } names) one["names"] = new JsonObject([.. names.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value))]);
        return one;
    }

    private static JsonObject Some(params ReadOnlySpan<(string Name, object? Value)> members)
    {
        JsonObject one = [];
        foreach ((string name, object? value) in members)
            if (value is not null)
                one[name] = value switch { string text => text, decimal number => number, int whole => whole, bool truth => truth, _ => Convert.ToString(value, CultureInfo.InvariantCulture) };
        return one;
    }

    private static void Add(JsonObject all, string name, IEnumerable<JsonObject> found)
    {
        JsonArray array = [.. found];
        if (array.Count > 0) all[name] = array;
    }

    private static string Cut(string text) => text.Length <= MostText ? text : text[..MostText] + "…";

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
}
