using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Assistant.Merchants;
using Personalization.Assistant.Proposals;
using Personalization.Assistant.Tools;
using Personalization.Common;
using Personalization.Functions.Journeys.Recipes;
using Personalization.Functions.Messages;
using Personalization.Functions.Segments;
using Personalization.Messages.Templates;
using Personalization.Segments;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>Would store a message template and a recipe that sends it to a segment's members; the recipe takes nobody in before somebody starts it.</summary>
internal sealed class CampaignDraftTool(MerchantCounts counts, SegmentEditor segments, TemplateStore templates, TemplateReader reader, RecipeEditor recipes, ProposalDesk proposals) : IWritingTool
{
    private static readonly Problem Taken = new(409, "campaign-taken", "There is a template or journey of that name", "Nothing was changed. Ask for one with another subject.");
    private static readonly Problem Example = new(409, "segment-not-stored", "The segment is only an example yet", "Nobody is in it before the shop stores it: PUT /v1/segments/{id}, or have one drafted.");

    public ToolDefinition Definition { get; } = MerchantTool.Writes(
        "campaign_draft", "Draft a campaign", "Proposes a message template and a journey, not active yet, that sends it to whoever enters a segment, or begins to meet conditions.",
        [new ToolParameter("segment", ToolType.Text, "Id of the segment; else say conditions.") { MaxLength = 64 }, new ToolParameter("subject", ToolType.Text, "Subject of the message.") { Required = true, MaxLength = 120 },
        new ToolParameter("text", ToolType.Text, "Text of the message; a plain one around recommendations unless said.") { MaxLength = 2000 }, new ToolParameter("language", ToolType.Text, "BCP 47 tag of subject and text.") { MaxLength = 10 }, .. SegmentSlots.Parameters]);

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        (Condition? rule, JsonNode? condition, string? name, Problem? problem) = await WhomAsync(arguments, cancellationToken);
        if (rule is null) return ToolResult.Failed(Definition.Name, problem!);
        string subject = arguments.Text("subject")!.Trim(), id = "campaign-" + MerchantTool.IdOf(subject, "x" + StableHash.Hex(subject, 8));
        for (int turn = 2; await templates.FindAsync(id, cancellationToken) is not null || await recipes.FindAsync(id, cancellationToken) is not null; turn++) id = string.Create(CultureInfo.InvariantCulture, $"campaign-{StableHash.Hex(subject, 8)}-{turn}");
        string template = Template(subject, arguments.Text("text"), arguments.Text("language") ?? context.Language), recipe = Recipe(id, condition!, subject);
        if (reader.Read(id, Encoding.UTF8.GetBytes(template)).Problem is { } wrong) return ToolResult.Failed(Definition.Name, wrong);
        (var facts, SegmentEstimate? estimate, _) = await counts.CountAsync(
            new AllOf([rule, new ConsentTest(Personalization.Messages.MessageChannel.Email, "offers")]), name,
            MerchantCounts.QueryOf(new JsonObject { ["all"] = new JsonArray(condition!.DeepClone(), new JsonObject { ["consent"] = "email", ["list"] = "offers" }) }), cancellationToken);
        JsonObject preview = new() { ["id"] = id, ["whom"] = condition!.DeepClone(), ["people"] = estimate?.Count, ["template"] = JsonNode.Parse(template), ["recipe"] = JsonNode.Parse(recipe) };
        ProposalDraft draft = new(
            Definition.Name, MerchantTool.Json(new JsonObject { ["id"] = id, ["template"] = template, ["recipe"] = recipe }),
            $"Store the message \"{subject}\" and a journey ({id}), not active, that sends it to whoever {(name is null ? "begins to meet the conditions" : $"enters \"{name}\"")}.", MerchantTool.Json(preview)) { Facts = facts };
        return await proposals.OfferAsync(draft, context, cancellationToken);
    }

    private async Task<(Condition? Rule, JsonNode? Json, string? Name, Problem? Problem)> WhomAsync(ToolArguments arguments, CancellationToken cancellationToken)
    {
        if (arguments.Text("segment") is not { } id)
        {
            (Condition? rule, JsonNode? json, Problem? problem) = await counts.RuleAsync(arguments, cancellationToken);
            return (rule, json, null, problem);
        }
        if (await segments.FindAsync(id, cancellationToken) is not { } segment) return (null, null, null, SegmentEditor.Unknown);
        return segment.Line.Version == 0 ? (null, null, null, Example) : (segment.Segment.Rule, new JsonObject { ["segment"] = id }, segment.Segment.Name, null);
    }

    public async Task<WriteOutcome> ApplyAsync(Proposal proposal, string author, CancellationToken cancellationToken)
    {
        string id = MerchantTool.Text(proposal.Arguments, "id"), template = MerchantTool.Text(proposal.Arguments, "template"), recipe = MerchantTool.Text(proposal.Arguments, "recipe");
        if (await templates.TrySaveAsync(id, Encoding.UTF8.GetBytes(template), null, cancellationToken) is null && (await templates.FindAsync(id, cancellationToken))?.Json.ToString() != template)
            return new WriteOutcome("", null, Taken);
        if (await recipes.FindAsync(id, cancellationToken) is { Line: { Version: > 0, Archived: false } } there)
            return Encoding.UTF8.GetString(there.Text.Span) == recipe ? Done(id, there.Line.Version) : new WriteOutcome("", null, Taken);
        EditResult result = await recipes.PutAsync(id, Encoding.UTF8.GetBytes(recipe), null, cancellationToken);
        return result.Problem is { } problem ? new WriteOutcome("", null, problem) : Done(id, result.Written!.Line.Version);
    }

    public async Task<WriteOutcome> UndoAsync(Proposal proposal, string undo, string author, CancellationToken cancellationToken)
    {
        string[] parts = undo.Split('@');
        if (await recipes.FindAsync(parts[0], cancellationToken) is { Line.Archived: false } there)
        {
            EditResult result = await recipes.ArchiveAsync(there.Recipe.Id, stop: true, int.Parse(parts[1], CultureInfo.InvariantCulture), cancellationToken);
            if (result.Problem is { } problem) return new WriteOutcome("", null, problem);
        }
        // A template that somebody has worked on since stays: nothing sends it any more.
        string template = MerchantTool.Text(proposal.Arguments, "template");
        if (await templates.FindAsync(parts[0], cancellationToken) is { Version: { } version } stored && stored.Json.ToString() == template) await templates.TryRemoveAsync(parts[0], version, cancellationToken);
        return new WriteOutcome($"The message and the journey {parts[0]} were taken away.", undo);
    }

    private static WriteOutcome Done(string id, int version) => new($"The message and the journey {id} were stored; the journey is not active.", string.Create(CultureInfo.InvariantCulture, $"{id}@{version}"));

    private static string Template(string subject, string? text, string language)
    {
        string body = text is null ? "" : Plain(text);
        JsonObject variant = new()
        {
            ["subject"] = Plain(subject),
            ["html"] = (body.Length == 0 ? "" : $"<p>{HtmlEncoder.Default.Encode(body)}</p>") + "{{> recommendations}}<p><a href=\"{{unsubscribeUrl}}\">Unsubscribe</a></p>",
            ["text"] = (body.Length == 0 ? "" : body + "\n") + "{{> recommendations}}\nUnsubscribe: {{unsubscribeUrl}}\n",
        };
        return new JsonObject { ["purpose"] = "marketing", ["list"] = "offers", ["defaultLanguage"] = language, ["variants"] = new JsonObject { [language] = variant } }
            .ToJsonString(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    // What somebody writes in a chat is no template: braces of it would be filled in.
    private static string Plain(string text) => text.Replace("{{", "", StringComparison.Ordinal).Replace("}}", "", StringComparison.Ordinal);

    private static string Recipe(string id, JsonNode condition, string subject) => new JsonObject
    {
        ["id"] = id, ["name"] = subject.Length > 80 ? subject[..80] : subject, ["description"] = "Drafted by the assistant.", ["active"] = false,
        ["trigger"] = new JsonObject { ["segment"] = "enters", ["condition"] = condition.DeepClone() }, ["reentry"] = "never",
        ["steps"] = new JsonArray(new JsonObject
        {
            ["message"] = id, ["channels"] = new JsonArray("email"), ["recommendations"] = new JsonObject { ["strategy"] = "for_you", ["limit"] = 4 }, ["validFor"] = "7d",
        }),
    }.ToJsonString();
}
