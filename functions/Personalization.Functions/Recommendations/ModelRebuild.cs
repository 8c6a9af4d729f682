using Microsoft.Extensions.Logging;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Recommendations;

namespace Personalization.Functions.Recommendations;

/// <summary>Builds a model from the whole lake and puts it in place of the one before.</summary>
public sealed class ModelRebuild(LakeReader lake, ModelBlob blob, TimeProvider time, ILogger<ModelRebuild> log)
{
    /// <summary>Rebuilds once; does nothing while the lake is empty.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        ModelBuilder builder = new();
        foreach (LakeFile file in await lake.ListAsync(null, cancellationToken)) await lake.ReadAsync(file, 0, builder.Add, cancellationToken);
        if (builder.Events == 0) return;
        RecommendationModel model = builder.Build(time.GetUtcNow());
        byte[] snapshot = ModelCodec.Serialize(model);
        await blob.WriteAsync(snapshot, cancellationToken);
        log.Rebuilt(model.Events, model.ProductIds.Length, model.Version, snapshot.Length);
    }
}
