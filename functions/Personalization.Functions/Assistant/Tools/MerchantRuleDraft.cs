using System.Text.Json.Nodes;
using Personalization.Assistant.Proposals;
using Personalization.Assistant.Tools;
using Personalization.Catalog;
using Personalization.Common;
using Personalization.Functions.Recommendations.Merchandising;
using Personalization.Recommendations;
using Personalization.Recommendations.Merchandising;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>Would add a merchandising rule that is not applied yet: whoever has looked at it enables it.</summary>
internal sealed class RuleDraftTool(IMerchandisingStore store, RuleDesk desk, ICatalogStore catalog, ProposalDesk proposals) : IWritingTool
{
    private const int Attempts = 10, MostProducts = 50;
    private const double Up = 1.5, Down = 0.5;

    private static readonly Problem NoProducts = new(400, "no-products", "The rule is about no products", "Say a category, a brand or a product of the catalog.");
    private static readonly Problem Changed = new(409, "rule-changed", "The rule has changed since", "Nothing was changed. Look at GET /v1/merchandising/rules.");
    private static readonly Problem Busy = new(503, "rules-busy", "The rules are being changed by others", "Try again in a moment.", RetryAfter: TimeSpan.FromSeconds(5));

    public ToolDefinition Definition { get; } = MerchantTool.Writes(
        "rule_draft", "Draft a merchandising rule", "Proposes a merchandising rule, not enabled yet: boost, bury or exclude a category, brand or product in lists.",
        new ToolParameter("action", ToolType.Text, "What it does.") { Required = true, OneOf = ["boost", "bury", "exclude"] }, new ToolParameter("category", ToolType.Text, "Which category."),
        new ToolParameter("brand", ToolType.Text, "Which brand."), new ToolParameter("product_id", ToolType.Text, "Which product."),
        new ToolParameter("product_ids", ToolType.TextList, "Which products.") { MaxLength = MostProducts },
        new ToolParameter("factor", ToolType.Number, "What scores are multiplied with: above 1 to boost, below 1 to bury.") { Minimum = 0, Maximum = 100 },
        new ToolParameter("name", ToolType.Text, "What it is to be called.") { MaxLength = 100 });

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        CatalogSnapshot products = await catalog.CurrentAsync(cancellationToken);
        string? category = arguments.Text("category"), brand = arguments.Text("brand");
        string[] ids = [.. arguments.Texts("product_ids").Concat(arguments.Text("product_id") is { } one ? [one] : []).Distinct(StringComparer.Ordinal)];
        int met = products.Products.Values.Count(one => (category is null || BestsellersTool.IsIn(one, category)) && (brand is null || brand.Equals(one.Brand, StringComparison.OrdinalIgnoreCase)) && (ids.Length == 0 || ids.Contains(one.ProductId)));
        if ((category ?? brand ?? ids.FirstOrDefault()) is not { } about || met == 0) return ToolResult.Failed(Definition.Name, NoProducts);
        string action = arguments.Text("action")!, name = arguments.Text("name") ?? $"{action} {about}", id = MerchantTool.IdOf(name, "rule-" + StableHash.Hex(name, 6));
        StoredRules stored = await store.LoadAsync(cancellationToken);
        for (int turn = 2; stored.Set.Rules.Any(one => one.Id == id); turn++) id = $"{MerchantTool.IdOf(name, "rule")}-{turn}";
        JsonObject rule = Rule(id, name, action, category, brand, ids, (double?)arguments.Number("factor"));
        RuleReading reading = Read(rule);
        if (reading.Problem is { } wrong) return ToolResult.Failed(Definition.Name, wrong);
        JsonObject preview = new() { ["rule"] = rule.DeepClone(), ["products"] = met, ["rulesBefore"] = stored.Set.Rules.Count, ["rulesAfter"] = stored.Set.Rules.Count + 1 };
        ProposalDraft draft = new(Definition.Name, MerchantTool.Json(rule), $"Add the merchandising rule \"{name}\" ({id}), not enabled: it would {action} {met} products.", MerchantTool.Json(preview))
        {
            Facts = [new FigureFact("rule.products", met, "products", "GET /v1/catalog/products/{id}") { Of = about }],
        };
        return await proposals.OfferAsync(draft, context, cancellationToken);
    }

    public async Task<WriteOutcome> ApplyAsync(Proposal proposal, string author, CancellationToken cancellationToken)
    {
        MerchandisingRule rule = Read((JsonObject)JsonNode.Parse(proposal.Arguments.GetRawText())!).Rules[0];
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            StoredRules stored = await store.LoadAsync(cancellationToken);
            if (stored.Set.Rules.FirstOrDefault(one => one.Id == rule.Id) is { } there)
                return RuleCodec.Text(there) == RuleCodec.Text(rule) ? Done(rule) : new WriteOutcome("", null, Changed);
            if (await store.TrySaveAsync([.. stored.Set.Rules, rule], stored.Version, cancellationToken) is not null) return Done(rule);
        }
        return new WriteOutcome("", null, Busy);
    }

    public async Task<WriteOutcome> UndoAsync(Proposal proposal, string undo, string author, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            StoredRules stored = await store.LoadAsync(cancellationToken);
            string id = JsonNode.Parse(undo)!["id"]!.GetValue<string>();
            if (stored.Set.Rules.FirstOrDefault(one => one.Id == id) is not { } there) return new WriteOutcome($"The rule {id} is no longer there.", undo);
            if (RuleCodec.Text(there) != undo) return new WriteOutcome("", null, Changed);
            if (await store.TrySaveAsync([.. stored.Set.Rules.Where(one => one.Id != id)], stored.Version, cancellationToken) is not null) return new WriteOutcome($"The rule {id} was taken away.", undo);
        }
        return new WriteOutcome("", null, Busy);
    }

    private static WriteOutcome Done(MerchandisingRule rule) => new($"The rule {rule.Id} was added; it is not enabled.", RuleCodec.Text(rule));

    private static JsonObject Rule(string id, string name, string action, string? category, string? brand, string[] ids, double? factor)
    {
        JsonObject products = [];
        if (category is not null) products["categories"] = new JsonArray(category);
        if (brand is not null) products["brands"] = new JsonArray(brand);
        if (ids.Length > 0) products["ids"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]);
        JsonObject rule = new() { ["id"] = id, ["name"] = name, ["enabled"] = false, ["action"] = action, ["products"] = products };
        if (action != "exclude") rule["factor"] = factor ?? (action == "boost" ? Up : Down);
        return rule;
    }

    private RuleReading Read(JsonObject rule) => RuleReader.Read(MerchantTool.Json(new JsonObject { ["rules"] = new JsonArray(rule.DeepClone()) }), desk.Limits, [.. Strategies.All.Keys]);
}
