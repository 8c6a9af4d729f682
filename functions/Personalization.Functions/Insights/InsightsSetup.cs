using Microsoft.Extensions.DependencyInjection;
using Personalization.Functions.Events;
using Personalization.Functions.Insights.People;
using Personalization.Functions.Insights.Quality;
using Personalization.Functions.Insights.Reingest;
using Personalization.Functions.Jobs;
using Personalization.Functions.Recommendations;

namespace Personalization.Functions.Insights;

internal static class InsightsSetup
{
    public static void AddInsights(this IServiceCollection services)
    {
        services.AddSingleton<PersonMessages>();
        services.AddSingleton<PersonTimeline>();
        services.AddSingleton<CardMaker>();
        services.AddSingleton<DoorLedger>();
        services.AddSingleton<ICaptureTally>(provider => provider.GetRequiredService<DoorLedger>());
        services.AddSingleton<IListTally>(provider => provider.GetRequiredService<DoorLedger>());
        services.AddSingleton<QualityProjector>();
        services.AddSingleton<ReingestDesk>();
        services.AddSingleton<ReingestRun>();
        services.AddSingleton<IJobRunner, ReingestRunner>();
    }
}
