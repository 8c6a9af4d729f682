using Microsoft.Extensions.DependencyInjection;
using Personalization.Events;
using Personalization.Functions.Jobs;
using Personalization.Privacy;
using Personalization.Profiles.Memberships;
using Personalization.Segments.Definitions;
using Personalization.Segments.Population;

namespace Personalization.Functions.Segments;

internal static class SegmentsSetup
{
    public static void AddSegments(this IServiceCollection services)
    {
        services.AddSingleton<ISegmentStore, BlobSegmentStore>();
        services.AddSingleton<BlobPassStore>();
        services.AddSingleton<IPassStore>(provider => provider.GetRequiredService<BlobPassStore>());
        services.AddSingleton<IPopulation>(provider => provider.GetRequiredService<BlobPassStore>());
        services.AddSingleton<IDueIndex, TableDueIndex>();
        services.AddSingleton<SegmentDesk>();
        services.AddSingleton<IJobRunner, SegmentRunner>();
        services.AddSingleton<SegmentEditor>();
        services.AddSingleton<SegmentCounter>();
        services.AddSingleton<SegmentAnnouncer>();
        services.AddSingleton<DueSegments>();
        services.AddSingleton<CountedRule>();
        services.AddSingleton<SegmentPass>();
        services.AddSingleton<IMembershipKeeper>(provider => new MembershipKeeper(
            provider.GetRequiredService<SegmentDesk>, provider.GetRequiredService<IDueIndex>, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<IEventAftermath, SegmentAftermath>();
        services.AddSingleton<IPersonalDataPlace, SegmentPlace>();
    }
}
