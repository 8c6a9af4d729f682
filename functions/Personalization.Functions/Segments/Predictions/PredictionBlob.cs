using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;
using Personalization.Functions.Storage;
using Personalization.Segments.Predictions;

namespace Personalization.Functions.Segments.Predictions;

/// <summary>The parameters in service as blob <c>models/predictions</c>. Nothing of a single person is in it.</summary>
public sealed class PredictionBlob : IPredictorSource, IDisposable
{
    private const string Name = "predictions";
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(5);

    private readonly BlobFolder folder;
    private readonly Refreshed<Loaded> current;
    private readonly ILogger<PredictionBlob> log;

    /// <summary>By its services.</summary>
    public PredictionBlob(BlobServiceClient blobs, TimeProvider time, ILogger<PredictionBlob> log)
    {
        (folder, this.log) = (new BlobFolder(blobs, "models"), log);
        current = new Refreshed<Loaded>(time, LookEvery, LoadAsync);
    }

    /// <inheritdoc/>
    public async ValueTask<IPredictor> CurrentAsync(CancellationToken cancellationToken) => (await current.GetAsync(cancellationToken)).Predictor;

    /// <summary>The parameters in service; <see cref="PredictionModel.None"/> before any.</summary>
    public async ValueTask<PredictionModel> ModelAsync(CancellationToken cancellationToken) => (await current.GetAsync(cancellationToken)).Predictor.Model;

    /// <summary>Puts parameters in service; every instance sees them some seconds later.</summary>
    public async Task StoreAsync(PredictionModel model, CancellationToken cancellationToken)
    {
        await folder.WriteAsync(Name, new BinaryData(model.Serialize()), cancellationToken);
        current.Expire();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        folder.Dispose();
        current.Dispose();
    }

    private async Task<Loaded?> LoadAsync(Loaded? known, CancellationToken cancellationToken)
    {
        StoredBytes stored = await folder.ReadAsync(Name, known?.Version, cancellationToken);
        if (stored.Bytes is not { } bytes) return known ?? new Loaded(new ProfilePredictor(PredictionModel.None), null);
        try
        {
            return new Loaded(new ProfilePredictor(PredictionModel.Deserialize(bytes.ToMemory().Span)), stored.Version);
        }
        catch (JsonException fault)
        {
            // Those in service stay; the next rebuild writes others.
            log.PredictionsRefused(fault);
            return new Loaded(known?.Predictor ?? new ProfilePredictor(PredictionModel.None), stored.Version);
        }
    }

    private sealed record Loaded(ProfilePredictor Predictor, ETag? Version);
}
