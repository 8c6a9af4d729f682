using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Personalization.Assistant.Proposals;
using Personalization.Assistant.Tools;
using Personalization.Common;
using Personalization.Functions.Journeys.Recipes;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>Would pause a journey, so that nobody enters any more, or have it go on. The text stays as it is but for its line <c>active</c>.</summary>
internal sealed partial class JourneySwitchTool(bool on, RecipeEditor editor, ProposalDesk proposals) : IWritingTool
{
    private static readonly Problem Archived = new(409, "recipe-archived", "The journey was taken away", "PUT /v1/journeys/recipes/{id} stores it anew.");
    private static readonly Problem Odd = new(422, "recipe-unreadable", "The journey cannot be switched from here", "Change the line active of its text and send it with PUT /v1/journeys/recipes/{id}.");

    public ToolDefinition Definition { get; } = on
        ? MerchantTool.Writes("journey_resume", "Start a journey", "Proposes to have a journey take people in (again).", MerchantRecipes.Recipe)
        : MerchantTool.Writes("journey_pause", "Pause a journey", "Proposes to have a journey take nobody in any more; who is in it goes on.", MerchantRecipes.Recipe);

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        if (await editor.FindAsync(arguments.Text("recipe")!, cancellationToken) is not { } found) return ToolResult.Failed(Definition.Name, MerchantRecipes.Unknown);
        if (found.Line.Archived) return ToolResult.Failed(Definition.Name, Archived);
        if (found.Line.Active == on) return new ToolResult(Definition.Name, [MerchantRecipes.FactOf(found)]) { Note = "already" };
        string id = found.Recipe.Id, before = Encoding.UTF8.GetString(found.Text.Span), after = Switched(before, on);
        if ((await editor.ReadAsync(Encoding.UTF8.GetBytes(after), id, cancellationToken)).Recipe?.Active != on) return ToolResult.Failed(Definition.Name, Odd);
        JsonObject plan = new() { ["id"] = id, ["version"] = found.Line.Version, ["before"] = before, ["after"] = after };
        JsonObject preview = new() { ["recipe"] = id, ["name"] = found.Recipe.Name, ["before"] = MerchantRecipes.StateOf(found), ["after"] = on ? "active" : "paused" };
        ProposalDraft draft = new(Definition.Name, MerchantTool.Json(plan), on ? $"Have the journey \"{found.Recipe.Name}\" ({id}) take people in." : $"Pause the journey \"{found.Recipe.Name}\" ({id}): nobody enters any more.", MerchantTool.Json(preview))
        {
            Facts = [MerchantRecipes.FactOf(found)],
        };
        return await proposals.OfferAsync(draft, context, cancellationToken);
    }

    public Task<WriteOutcome> ApplyAsync(Proposal proposal, string author, CancellationToken cancellationToken)
    {
        string id = MerchantTool.Text(proposal.Arguments, "id");
        return PutAsync(id, MerchantTool.Text(proposal.Arguments, "after"), proposal.Arguments.GetProperty("version").GetInt32(), on ? $"The journey {id} takes people in." : $"The journey {id} is paused.", cancellationToken);
    }

    public Task<WriteOutcome> UndoAsync(Proposal proposal, string undo, string author, CancellationToken cancellationToken)
    {
        string[] parts = undo.Split('@');
        return PutAsync(parts[0], MerchantTool.Text(proposal.Arguments, "before"), int.Parse(parts[1], CultureInfo.InvariantCulture), $"The journey {parts[0]} is as it was.", cancellationToken);
    }

    /// <summary>A recipe's text, switched.</summary>
    internal static string Switched(string text, bool on)
    {
        string word = on ? "true" : "false";
        if (text.TrimStart().StartsWith('{') && JsonNode.Parse(text) is JsonObject json)
        {
            json["active"] = on;
            return json.ToJsonString();
        }
        return ActiveLine().IsMatch(text) ? ActiveLine().Replace(text, "active: " + word, 1) : $"active: {word}\n{text}";
    }

    [GeneratedRegex(@"^active:[^\r\n]*", RegexOptions.Multiline | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ActiveLine();

    // The text as wanted in a later version is what somebody interrupted has stored.
    private async Task<WriteOutcome> PutAsync(string id, string text, int version, string done, CancellationToken cancellationToken)
    {
        if (await editor.FindAsync(id, cancellationToken) is { } there && there.Line.Version > version && Encoding.UTF8.GetString(there.Text.Span) == text) return Done(id, there.Line.Version, done);
        EditResult result = await editor.PutAsync(id, Encoding.UTF8.GetBytes(text), version, cancellationToken);
        return result.Problem is { } problem ? new WriteOutcome("", null, problem) : Done(id, result.Written!.Line.Version, done);
    }

    private static WriteOutcome Done(string id, int version, string done) => new(done, string.Create(CultureInfo.InvariantCulture, $"{id}@{version}"));
}
