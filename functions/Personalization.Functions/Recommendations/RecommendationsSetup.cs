using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Personalization.Events;
using Personalization.Functions.Catalog.Imports;
using Personalization.Functions.Jobs;
using Personalization.Functions.Profiles.Quizzes;
using Personalization.Privacy;
using Personalization.Recommendations;

namespace Personalization.Functions.Recommendations;

internal static class RecommendationsSetup
{
    public static void AddRecommendations(this IServiceCollection services)
    {
        services.AddSingleton<ActivityBlob>();
        services.AddSingleton<ActivityProjector>();
        services.AddSingleton<ILakeFollower>(provider => provider.GetRequiredService<ActivityProjector>());
        services.AddSingleton<IPersonalDataPlace, ActivityPlace>();
        services.AddSingleton<ModelBlob>();
        services.AddSingleton<RecentEvents>();
        services.AddSingleton(provider => RebuildOptions.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<RebuildBlobs>();
        services.AddSingleton<ModelRebuild>();
        services.AddSingleton<ModelSwitch>();
        services.AddSingleton<IRebuildRequests, RebuildRequests>();
        services.AddSingleton<IJobRunner, RebuildRunner>();
        services.AddSingleton<IContextProvider, SeasonProvider>();
        services.AddSingleton<ShelfKeeper>();
        services.AddSingleton<RecommendationSources>();
        services.AddSingleton<IPersonalList, PersonalList>();
        // Not the services themselves: making them is a good part of what is done beside the start.
        services.AddHostedService(provider => new RecommendationWarmup(
            provider.GetRequiredService<ShelfKeeper>, provider.GetRequiredService<RecommendationSources>, provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RecommendationWarmup>>()));
    }
}
