using Microsoft.Extensions.DependencyInjection;
using Personalization.Experiments.Definitions;
using Personalization.Functions.Experiences;
using Personalization.Functions.Jobs;
using Personalization.Functions.Segments;

namespace Personalization.Functions.Experiments;

internal static class ExperimentsSetup
{
    public static void AddExperiments(this IServiceCollection services)
    {
        services.AddSingleton<IExperimentStore, BlobExperimentStore>();
        services.AddSingleton<ExperimentDesk>();
        services.AddSingleton<IAssignerSource>(provider => provider.GetRequiredService<ExperimentDesk>());
        services.AddSingleton<ISlotSource>(provider => provider.GetRequiredService<ExperimentDesk>());
        services.AddSingleton<ExperimentEditor>();
        services.AddSingleton<ExperimentResultStore>();
        services.AddSingleton<ExperimentCounter>();
        services.AddSingleton<IPassFollower>(provider => provider.GetRequiredService<ExperimentCounter>());
        services.AddSingleton<IJobRunner>(provider => provider.GetRequiredService<ExperimentCounter>());
    }
}
