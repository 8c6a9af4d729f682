using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Functions.Events;
using Personalization.Journeys.Recipes;
using Personalization.Segments.Definitions;

namespace Personalization.Functions.Journeys.Recipes;

internal static class RecipesSetup
{
    public static void AddRecipes(this IServiceCollection services)
    {
        services.AddSingleton(new JourneyKind(RecipeStarts.Journey, RecipeFunctions.Orchestrator, "1", JsonElement.Parse("""{"recipes":"/v1/journeys/recipes"}""")));
        services.AddSingleton<IRecipeStore, BlobRecipeStore>();
        services.AddSingleton<IRecipeMemoryStore, TableRecipeMemoryStore>();
        services.AddSingleton<IWatcherStore, TableWatcherStore>();
        services.AddSingleton<RecipeDesk>();
        services.AddSingleton<ISegmentSource, RecipeSegments>();
        services.AddSingleton<RecipeEditor>();
        services.AddSingleton<RecipeLook>();
        services.AddSingleton<RecipeEntrance>();
        services.AddSingleton<ProductWatch>();
        services.AddSingleton<IEventFollower, RecipeFollower>();
        services.AddSingleton<IJourneyGuard, RecipeGuard>();
    }
}
