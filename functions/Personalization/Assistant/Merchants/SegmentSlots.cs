using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Assistant.Tools;
using Personalization.Segments;

namespace Personalization.Assistant.Merchants;

/// <summary>Rules of segments out of plain arguments: what was bought, when, for how much.</summary>
public static class SegmentSlots
{
    private const string Channels = "email sms push webhook inbox";

    /// <summary>The arguments.</summary>
    public static ImmutableArray<ToolParameter> Parameters { get; } =
    [
        new("rule", ToolType.Object, "A rule as segments are written, such as {\"all\":[{\"did\":\"bought\",\"category\":\"Tents\",\"within\":\"30d\"}]}. Instead of the other arguments."),
        new("did", ToolType.Text, "What they did with products.") { OneOf = ["bought", "viewed", "carted", "wished"] },
        new("category", ToolType.Text, "Of which category, as the catalog names it."),
        new("brand", ToolType.Text, "Of which brand."),
        new("product_id", ToolType.Text, "With which product."),
        new("product_ids", ToolType.TextList, "With any of these products.") { MaxLength = 50 },
        new("within_days", ToolType.Integer, "In how many last days.") { Minimum = 1, Maximum = 3650 },
        new("not", ToolType.Boolean, "True for those who did not."),
        new("not_ordered_days", ToolType.Integer, "Customers whose last order is older than so many days.") { Minimum = 1, Maximum = 3650 },
        new("min_orders", ToolType.Integer, "At least so many orders.") { Minimum = 0, Maximum = 100000 },
        new("max_orders", ToolType.Integer, "At most so many orders.") { Minimum = 0, Maximum = 100000 },
        new("min_spent", ToolType.Number, "Spent at least so much.") { Minimum = 0 },
        new("max_spent", ToolType.Number, "Spent at most so much.") { Minimum = 0 },
        new("currency", ToolType.Text, "Currency of the sums, ISO 4217.") { MaxLength = 3 },
        new("stage", ToolType.Text, "Where they stand.") { OneOf = [.. LifecycleStages.All.Keys] },
        new("tag", ToolType.Text, "Who have this tag."),
        new("consent", ToolType.Text, "Who may be written to by it.") { OneOf = [.. Channels.Split(' ')] },
        new("in_segment", ToolType.Text, "Who are in this segment.") { MaxLength = 64 },
        new("churn_risk", ToolType.Boolean, "Who are likely to be lost."),
        new("best", ToolType.Boolean, "The best customers: ordered lately, often and for much."),
        new("cart", ToolType.Boolean, "Who have something in the cart."),
    ];

    /// <summary>The rule as JSON, or null where the arguments ask for nothing.</summary>
    /// <param name="arguments">The arguments.</param>
    /// <param name="currency">The shop's currency, for sums without one.</param>
    public static JsonNode? RuleOf(ToolArguments arguments, string currency)
    {
        if (arguments.Object("rule") is { ValueKind: JsonValueKind.Object } said) return JsonNode.Parse(said.GetRawText());
        List<JsonObject> parts = [.. Parts(arguments, arguments.Text("currency") ?? currency)];
        return parts.Count switch { 0 => null, 1 => parts[0], _ => new JsonObject { ["all"] = new JsonArray([.. parts]) } };
    }

    private static IEnumerable<JsonObject> Parts(ToolArguments arguments, string currency)
    {
        string? within = arguments.Integer("within_days") is { } days ? $"{days}d" : null;
        bool scoped = arguments.Text("category") is not null || arguments.Text("brand") is not null || arguments.Text("product_id") is not null || arguments.Texts("product_ids").Count > 0;
        bool sums = arguments.Number("min_spent") is not null || arguments.Number("max_spent") is not null;
        bool orders = arguments.Integer("min_orders") is not null || arguments.Integer("max_orders") is not null;
        if (arguments.Text("did") is not null || scoped)
        {
            JsonObject did = With(new JsonObject { ["did"] = arguments.Text("did") ?? "bought" }, ("category", arguments.Text("category")), ("brand", arguments.Text("brand")), ("product", arguments.Text("product_id")), ("within", within));
            if (arguments.Texts("product_ids") is { Count: > 0 } products) did["product"] = new JsonArray([.. products.Select(one => (JsonNode)one)]);
            // Who bought anything is told by orders, which reach further back.
            if (!scoped && arguments.Text("did") is "bought") did = new JsonObject { ["orders"] = With([], ("within", within)) };
            if (!(orders && !scoped)) yield return arguments.Boolean("not") is true ? new JsonObject { ["not"] = did } : did;
        }
        if (orders) yield return new JsonObject { ["orders"] = Range(With([], ("within", within)), arguments.Integer("min_orders"), arguments.Integer("max_orders")) };
        if (sums) yield return new JsonObject { ["revenue"] = Range(With(new JsonObject { ["currency"] = currency }, ("within", scoped ? null : within)), arguments.Number("min_spent"), arguments.Number("max_spent")) };
        if (arguments.Integer("not_ordered_days") is { } silent) yield return new JsonObject { ["lastOrder"] = new JsonObject { ["olderThan"] = $"{silent}d" } };
        if (arguments.Text("stage") is { } stage) yield return new JsonObject { ["stage"] = stage };
        if (arguments.Text("tag") is { } tag) yield return new JsonObject { ["tag"] = tag };
        if (arguments.Text("consent") is { } channel) yield return new JsonObject { ["consent"] = channel };
        if (arguments.Text("in_segment") is { } segment) yield return new JsonObject { ["segment"] = segment };
        if (arguments.Boolean("churn_risk") is true) yield return new JsonObject { ["predicted"] = "churnRisk", ["atLeast"] = 0.7m };
        if (arguments.Boolean("cart") is true) yield return new JsonObject { ["cart"] = new JsonObject() };
        if (arguments.Boolean("best") is true)
            yield return new JsonObject { ["rfm"] = new JsonObject { ["recency"] = Range([], 4, null), ["frequency"] = Range([], 4, null), ["monetary"] = Range([], 4, null) } };
    }

    private static JsonObject With(JsonObject part, params ReadOnlySpan<(string Name, string? Value)> members)
    {
        foreach ((string name, string? value) in members)
            if (value is not null) part[name] = value;
        return part;
    }

    private static JsonObject Range(JsonObject part, decimal? least, decimal? most)
    {
        if (least is { } from) part["atLeast"] = from;
        if (most is { } to) part["atMost"] = to;
        return part;
    }
}
