using Microsoft.Extensions.DependencyInjection;
using Personalization.Events;

namespace Personalization.Functions.Recommendations;

internal static class RecommendationsSetup
{
    public static void AddRecommendations(this IServiceCollection services)
    {
        services.AddSingleton<ActivityBlob>();
        services.AddSingleton<ActivityProjector>();
        services.AddSingleton<ILakeFollower>(provider => provider.GetRequiredService<ActivityProjector>());
        services.AddSingleton<ModelBlob>();
        services.AddSingleton<ModelRebuild>();
        services.AddSingleton<RecommendationSources>();
    }
}
