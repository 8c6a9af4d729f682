using Microsoft.Extensions.DependencyInjection;
using Personalization.Functions.Insights.People;
using Personalization.Functions.Insights.Quality;
using Personalization.Functions.Insights.Reingest;
using Personalization.Functions.Jobs;

namespace Personalization.Functions.Insights;

internal static class InsightsSetup
{
    public static void AddInsights(this IServiceCollection services)
    {
        services.AddSingleton<PersonMessages>();
        services.AddSingleton<PersonTimeline>();
        services.AddSingleton<CardMaker>();
        services.AddSingleton<QualityProjector>();
        services.AddSingleton<ReingestDesk>();
        services.AddSingleton<ReingestRun>();
        services.AddSingleton<IJobRunner, ReingestRunner>();
    }
}
