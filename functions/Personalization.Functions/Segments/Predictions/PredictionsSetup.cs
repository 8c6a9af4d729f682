using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Personalization.Functions.Jobs;
using Personalization.Segments.Predictions;

namespace Personalization.Functions.Segments.Predictions;

internal static class PredictionsSetup
{
    public static void AddPredictions(this IServiceCollection services)
    {
        services.AddSingleton(provider => PredictionOptions.Read(provider.GetRequiredService<IConfiguration>()));
        services.AddSingleton<PredictionBlob>();
        services.AddSingleton<IPredictorSource>(provider => provider.GetRequiredService<PredictionBlob>());
        services.AddSingleton<PredictionRebuild>();
        services.AddSingleton<PredictionRunner>();
        services.AddSingleton<IJobRunner>(provider => provider.GetRequiredService<PredictionRunner>());
    }
}
