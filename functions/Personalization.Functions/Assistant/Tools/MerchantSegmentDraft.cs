using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Personalization.Assistant.Merchants;
using Personalization.Assistant.Proposals;
using Personalization.Assistant.Tools;
using Personalization.Common;
using Personalization.Functions.Segments;
using Personalization.Segments;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>Would store a segment. Segments have no drafts: it is stored once it is approved, and taken away again by undoing that, unless somebody has changed it since.</summary>
internal sealed class SegmentDraftTool(MerchantCounts counts, SegmentEditor editor, ProposalDesk proposals) : IWritingTool
{
    private const int MostTries = 50;

    private static readonly Problem Taken = new(409, "segment-taken", "There is such a segment already", "Nothing was changed. Ask for one by another name.");

    public ToolDefinition Definition { get; } = MerchantTool.Writes(
        "segment_draft", "Draft a segment", "Proposes a new segment of customers who meet conditions, with how many it would hold.",
        [new ToolParameter("name", ToolType.Text, "What it is to be called.") { Required = true, MaxLength = 100 }, .. SegmentSlots.Parameters]);

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        (Condition? rule, JsonNode? json, Problem? problem) = await counts.RuleAsync(arguments, cancellationToken);
        if (rule is null) return ToolResult.Failed(Definition.Name, problem!);
        string name = arguments.Text("name")!.Trim(), id = await FreeIdAsync(name.Length == 0 ? "segment" : name, cancellationToken);
        (ImmutableArray<Fact> facts, SegmentEstimate? estimate, _) = await counts.CountAsync(rule, name, MerchantCounts.QueryOf(json!), cancellationToken);
        string text = new JsonObject { ["name"] = name.Length == 0 ? id : name, ["description"] = "Drafted by the assistant.", ["rule"] = json!.DeepClone() }.ToJsonString();
        JsonObject preview = new() { ["id"] = id, ["name"] = name, ["rule"] = json!.DeepClone(), ["people"] = estimate?.Count, ["peopleInAll"] = estimate?.People };
        ProposalDraft draft = new(
            Definition.Name, MerchantTool.Json(new JsonObject { ["id"] = id, ["text"] = text }),
            estimate is null ? $"Store the segment \"{name}\" ({id})." : string.Create(CultureInfo.InvariantCulture, $"Store the segment \"{name}\" ({id}), which holds {estimate.Count} of {estimate.People} people."),
            MerchantTool.Json(preview)) { Facts = facts };
        return await proposals.OfferAsync(draft, context, cancellationToken);
    }

    public async Task<WriteOutcome> ApplyAsync(Proposal proposal, string author, CancellationToken cancellationToken)
    {
        string id = MerchantTool.Text(proposal.Arguments, "id"), text = MerchantTool.Text(proposal.Arguments, "text");
        if (await editor.FindAsync(id, cancellationToken) is { Line.Version: > 0 } there)
            return there.Line.Text == text ? Done(id, there.Line.Version) : new WriteOutcome("", null, Taken);
        SegmentEdit edit = await editor.PutAsync(id, Encoding.UTF8.GetBytes(text), null, cancellationToken);
        return edit.Problem is { } problem ? new WriteOutcome("", null, problem) : Done(id, edit.Written!.Line.Version);
    }

    public async Task<WriteOutcome> UndoAsync(Proposal proposal, string undo, string author, CancellationToken cancellationToken)
    {
        (string id, int version) = Split(undo);
        if (await editor.FindAsync(id, cancellationToken) is not { Line.Version: > 0 }) return new WriteOutcome($"The segment {id} is no longer there.", undo);
        SegmentEdit edit = await editor.RemoveAsync(id, version, cancellationToken);
        return edit.Problem is { } problem ? new WriteOutcome("", null, problem) : new WriteOutcome($"The segment {id} was taken away.", undo);
    }

    private static WriteOutcome Done(string id, int version) => new($"The segment {id} was stored.", string.Create(CultureInfo.InvariantCulture, $"{id}@{version}"));

    private static (string Id, int Version) Split(string undo) => undo.Split('@') is [var id, var version] ? (id, int.Parse(version, CultureInfo.InvariantCulture)) : throw new FormatException(undo);

    private async Task<string> FreeIdAsync(string name, CancellationToken cancellationToken)
    {
        string first = MerchantTool.IdOf(name, "segment-" + StableHash.Hex(name, 6)), id = first;
        for (int turn = 2; turn < MostTries && (id is "automatic" or "count" || await editor.FindAsync(id, cancellationToken) is not null); turn++) id = string.Create(CultureInfo.InvariantCulture, $"{first}-{turn}");
        return id;
    }
}
