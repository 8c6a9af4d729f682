using Microsoft.Extensions.Logging;
using Personalization.Events;
using Personalization.Recommendations;
using Personalization.Recommendations.Sessions;

namespace Personalization.Functions.Recommendations;

/// <summary>Builds a model from the whole lake and puts it in place of the one before.</summary>
public sealed class ModelRebuild(IEventLake lake, ModelBlob blob, TimeProvider time, ILogger<ModelRebuild> log)
{
    /// <summary>Rebuilds once; does nothing while the lake is empty.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        ShoppingLogBuilder builder = new();
        await LakeScan.ReadAsync(lake, builder, _ => Task.CompletedTask, cancellationToken);
        if (builder.Events == 0) return;
        RecommendationModel model = ModelBuilder.Build(builder.Build(), ProductFacts.None, builder.Events, time.GetUtcNow());
        byte[] snapshot = ModelCodec.Serialize(model);
        await blob.WriteAsync(snapshot, cancellationToken);
        log.Rebuilt(model.Events, model.ProductIds.Length, model.Version, snapshot.Length);
    }
}
