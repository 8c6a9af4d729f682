using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Personalization.Assistant.Merchants;
using Personalization.Assistant.Tools;
using Personalization.Catalog;
using Personalization.Common;
using Personalization.Common.Documents;
using Personalization.Functions.Jobs;
using Personalization.Functions.Segments;
using Personalization.Segments;
using Personalization.Segments.Definitions;
using Personalization.Segments.Population;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>Counts whom rules hold, for the tools.</summary>
internal sealed class MerchantCounts(SegmentEditor editor, SegmentCounter counter, ICatalogStore catalog, JobQueue jobs)
{
    private static readonly Problem Nothing = new(400, "no-rule", "Nothing is asked for", "Say whom to count: a segment, or at least one condition such as did, not_ordered_days or min_spent.");
    internal static readonly Problem NotYet = new(409, "no-population", "Nobody has been counted yet", "A first pass over all people has been asked for. Ask again in a minute.", RetryAfter: TimeSpan.FromSeconds(30));

    /// <summary>The rule of a call, ready to be asked, as JSON.</summary>
    public async Task<(Condition? Rule, JsonNode? Json, Problem? Problem)> RuleAsync(ToolArguments arguments, CancellationToken cancellationToken)
    {
        CatalogSnapshot products = await catalog.CurrentAsync(cancellationToken);
        if (SegmentSlots.RuleOf(arguments, MerchantTool.CurrencyOf(products)) is not { } json) return (null, null, Nothing);
        IReadOnlySet<string> known = await editor.IdsAsync(cancellationToken);
        (Condition? rule, IReadOnlyList<DocumentFinding> findings) = SegmentReader.ReadRule(Encoding.UTF8.GetBytes(new JsonObject { ["rule"] = json.DeepClone() }.ToJsonString()), known);
        return rule is null ? (null, null, SegmentEditor.Refusal(findings)) : (rule, json, null);
    }

    /// <summary>How many a rule holds, as facts.</summary>
    public async Task<(ImmutableArray<Fact> Facts, SegmentEstimate? Estimate, Problem? Problem)> CountAsync(Condition rule, string? of, string query, CancellationToken cancellationToken)
    {
        if (await counter.CountAsync(rule, SegmentCounter.Most, cancellationToken) is not { } estimate)
        {
            await jobs.BeginPassAsync(cancellationToken);
            return ([], null, NotYet);
        }
        List<Fact> facts = [new FigureFact("segment.count", estimate.Count, "people", query) { Of = of }, new FigureFact("people.all", estimate.People, "people", "GET /v1/segments")];
        if (estimate.People > 0) facts.Add(new FigureFact("segment.share", Math.Round(100m * estimate.Count / estimate.People, 1), "%", query) { Of = of });
        if (!estimate.Exact) facts.AddRange([new FigureFact("segment.low", estimate.Low, "people", query) { Of = of }, new FigureFact("segment.high", estimate.High, "people", query) { Of = of }]);
        return ([.. facts], estimate, null);
    }

    /// <summary>The request that counts a rule again.</summary>
    public static string QueryOf(JsonNode rule) => QueryOf("rule", rule.ToJsonString());

    /// <summary>The request that counts a segment or a recipe (<paramref name="what"/>) again.</summary>
    public static string QueryOf(string what, string value) => string.Create(CultureInfo.InvariantCulture, $"GET /v1/segments/count?people={SegmentCounter.Most}&{what}={Uri.EscapeDataString(value)}");
}

/// <summary>The segments there are.</summary>
internal sealed class SegmentListTool(SegmentEditor editor, IPassStore passes) : IAssistantTool
{
    public ToolDefinition Definition { get; } = MerchantTool.Reads("segment_list", "List segments", "All customer segments of the shop with how many people are in each; those that only come along as examples have the state example.");

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        SegmentNumbers? numbers = await passes.NumbersAsync(cancellationToken);
        List<Fact> facts = [];
        if (numbers is not null) facts.Add(new FigureFact("people.all", numbers.People, "people", "GET /v1/segments"));
        foreach (WrittenSegment one in (await editor.ListAsync(cancellationToken)).OrderByDescending(one => one.Line.Version > 0).ThenBy(one => one.Segment.Id, StringComparer.Ordinal).Take(MerchantTool.Most))
        {
            facts.Add(new ThingFact("segment", one.Segment.Id, one.Segment.Name, one.Line.Version == 0 ? "example" : "stored", one.Line.Version == 0 ? null : one.Line.SavedAt, $"GET /v1/segments/{one.Segment.Id}"));
            if (SegmentLineBody.CountOf(one, numbers) is { } count) facts.Add(new FigureFact("segment.members", count, "people", $"GET /v1/segments/{one.Segment.Id}") { Of = one.Segment.Name });
        }
        return new ToolResult(Definition.Name, [.. facts]);
    }
}

/// <summary>How many people are in a segment, or would be.</summary>
internal sealed class SegmentCountTool(MerchantCounts counts, SegmentEditor editor) : IAssistantTool
{
    public ToolDefinition Definition { get; } = MerchantTool.Reads(
        "segment_count", "Count customers", "How many customers are in a segment (segment), or meet conditions: bought a category in the last days, have not ordered for days, spent at least so much …",
        [new ToolParameter("segment", ToolType.Text, "Id of a segment.") { MaxLength = 64 }, .. SegmentSlots.Parameters]);

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        if (arguments.Text("segment") is { } id)
        {
            if (await editor.FindAsync(id, cancellationToken) is not { } found) return ToolResult.Failed(Definition.Name, SegmentEditor.Unknown);
            (ImmutableArray<Fact> facts, _, Problem? unknown) = await counts.CountAsync(found.Segment.Rule, found.Segment.Name, MerchantCounts.QueryOf("segment", id), cancellationToken);
            ThingFact segment = new("segment", id, found.Segment.Name, found.Line.Version == 0 ? "example" : "stored", null, $"GET /v1/segments/{id}");
            return unknown is null ? new ToolResult(Definition.Name, [segment, .. facts]) : ToolResult.Failed(Definition.Name, unknown);
        }
        (Condition? rule, JsonNode? json, Problem? problem) = await counts.RuleAsync(arguments, cancellationToken);
        if (rule is null) return ToolResult.Failed(Definition.Name, problem!);
        (ImmutableArray<Fact> found2, _, Problem? notYet) = await counts.CountAsync(rule, null, MerchantCounts.QueryOf(json!), cancellationToken);
        return notYet is null ? new ToolResult(Definition.Name, found2) : ToolResult.Failed(Definition.Name, notYet);
    }
}
