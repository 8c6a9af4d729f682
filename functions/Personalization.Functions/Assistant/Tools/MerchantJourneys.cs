using System.Collections.Immutable;
using Personalization.Assistant.Tools;
using Personalization.Common;
using Personalization.Functions.Journeys.Recipes;
using Personalization.Functions.Recommendations;
using Personalization.Journeys.Recipes;
using Personalization.Recommendations;
using Personalization.Functions.Segments;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>How recipes are told of.</summary>
internal static class MerchantRecipes
{
    public static readonly ToolParameter Recipe = new("recipe", ToolType.Text, "Id of the journey's recipe, such as win-back.") { Required = true, MaxLength = 64 };
    public static readonly Problem Unknown = new(404, "unknown-recipe", "There is no such journey", "journey_list names them.");

    public static string StateOf(WrittenRecipe one) => one.Line is { Archived: true } ? "archived" : one.Line.Active ? "active" : one.Line.Version == 0 ? "example" : "paused";

    public static string QueryOf(string id) => $"GET /v1/journeys/recipes/{id}";

    public static ThingFact FactOf(WrittenRecipe one) =>
        new("journey", one.Recipe.Id, one.Recipe.Name, StateOf(one), one.Line.Version == 0 ? null : one.Line.SavedAt, QueryOf(one.Recipe.Id));
}

/// <summary>The journeys there are.</summary>
internal sealed class JourneyListTool(RecipeEditor editor) : IAssistantTool
{
    public ToolDefinition Definition { get; } = MerchantTool.Reads("journey_list", "List journeys", "All journeys (recipes) and whether each is active, paused, archived, or an example that the shop has not taken over.");

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<WrittenRecipe> all = await editor.ListAsync(cancellationToken);
        return new ToolResult(Definition.Name,
        [
            new FigureFact("journeys.active", all.Count(one => MerchantRecipes.StateOf(one) == "active"), null, "GET /v1/journeys/recipes"),
            new FigureFact("journeys.all", all.Count, null, "GET /v1/journeys/recipes"),
            .. all.OrderBy(one => MerchantRecipes.StateOf(one) != "active").ThenBy(one => one.Recipe.Id, StringComparer.Ordinal).Take(MerchantTool.Most).Select(MerchantRecipes.FactOf),
        ]);
    }
}

/// <summary>How a journey stands.</summary>
internal sealed class JourneyStatusTool(RecipeEditor editor) : IAssistantTool
{
    public ToolDefinition Definition { get; } = MerchantTool.Reads("journey_status", "Show a journey", "Whether a journey is active, since when, its version, and its steps.", MerchantRecipes.Recipe);

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        if (await editor.FindAsync(arguments.Text("recipe")!, cancellationToken) is not { } found) return ToolResult.Failed(Definition.Name, MerchantRecipes.Unknown);
        string query = MerchantRecipes.QueryOf(found.Recipe.Id);
        return new ToolResult(Definition.Name,
        [
            MerchantRecipes.FactOf(found),
            new FigureFact("journey.version", found.Line.Version, null, query) { Of = found.Recipe.Name },
            new FigureFact("journey.steps", found.Recipe.AllSteps.Count(), null, query) { Of = found.Recipe.Name },
            new FigureFact("journey.messages", found.Recipe.AllSteps.OfType<MessageStep>().Count(), null, query) { Of = found.Recipe.Name },
            new TextFact(found.Recipe.Id, found.Recipe.Description),
        ]);
    }
}

/// <summary>Whom a journey would take in today, and what they would get.</summary>
internal sealed class JourneySimulateTool(RecipeEditor editor, MerchantCounts counts, RecommendationSources sources) : IAssistantTool
{
    public ToolDefinition Definition { get; } = MerchantTool.Reads(
        "journey_simulate", "Simulate a journey", "How many people meet a journey's conditions today and which messages they would get. Nothing is sent.", MerchantRecipes.Recipe);

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        if (await editor.FindAsync(arguments.Text("recipe")!, cancellationToken) is not { } found) return ToolResult.Failed(Definition.Name, MerchantRecipes.Unknown);
        Recipe recipe = found.Recipe;
        string query = MerchantRecipes.QueryOf(recipe.Id);
        List<Fact> facts = [MerchantRecipes.FactOf(found), new FigureFact("journey.messages", recipe.AllSteps.OfType<MessageStep>().Count(), null, query) { Of = recipe.Name }];
        facts.AddRange(recipe.AllSteps.OfType<MessageStep>().Select(step => step.Template).Distinct().Select(template => new ThingFact("template", template, null, null, null, $"GET /v1/messages/templates/{template}")));
        if (CountedRule.Of(recipe) is { } asked)
        {
            (ImmutableArray<Fact> people, _, Problem? problem) = await counts.CountAsync(asked, recipe.Name, MerchantCounts.QueryOf("recipe", recipe.Id), cancellationToken);
            if (problem is not null) return ToolResult.Failed(Definition.Name, problem);
            facts.AddRange(people);
        }
        string? begins = recipe.Trigger switch { EventTrigger one => one.Event, AbsenceTrigger one => one.After.Event, _ => null };
        if (begins is not null)
        {
            ActivityRanking ranking = await sources.RankingAsync(cancellationToken);
            facts.Add(new ThingFact("event", begins, null, null, null, "GET /v1/insights/activity"));
            facts.Add(new FigureFact("event.count", ranking.EventTotals.GetValueOrDefault(begins), null, "GET /v1/insights/activity") { Of = begins });
        }
        return new ToolResult(Definition.Name, [.. facts]);
    }
}
