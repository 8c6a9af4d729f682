using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Personalization.Experiments.Reports;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Experiments;

/// <summary>What was counted of experiments, as the blob <c>experiments/results.json</c>, looked at every few seconds. Sums and counts: nobody is to be found in it.</summary>
public sealed class ExperimentResultStore : IDisposable
{
    private const string Name = "results.json";
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(10);

    private readonly BlobFolder folder;
    private readonly Refreshed<Known> current;

    /// <summary>By its services.</summary>
    public ExperimentResultStore(BlobServiceClient blobs, TimeProvider time)
    {
        folder = new BlobFolder(blobs, "experiments");
        current = new Refreshed<Known>(time, LookEvery, async (known, token) => Read(await folder.ReadAsync(Name, known?.Version, token)) ?? known ?? new Known(ExperimentResults.None, null));
    }

    /// <summary>The newest count, as of a moment ago; the same one as long as there is no newer.</summary>
    public async ValueTask<ExperimentResults> CurrentAsync(CancellationToken cancellationToken) => (await current.GetAsync(cancellationToken)).Results;

    /// <summary>The newest count as stored now.</summary>
    public async Task<ExperimentResults> LoadAsync(CancellationToken cancellationToken) => Read(await folder.ReadAsync(Name, null, cancellationToken))?.Results ?? ExperimentResults.None;

    /// <summary>Puts a count in place of the one before.</summary>
    public async Task SaveAsync(ExperimentResults results, CancellationToken cancellationToken)
    {
        await folder.WriteAsync(Name, new BinaryData(JsonSerializer.SerializeToUtf8Bytes(results, ExperimentResultsCodec.Default.ExperimentResults)), cancellationToken);
        current.Expire();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        folder.Dispose();
        current.Dispose();
    }

    private static Known? Read(StoredBytes stored) =>
        stored.Bytes is { } bytes ? new Known(JsonSerializer.Deserialize(bytes.ToMemory().Span, ExperimentResultsCodec.Default.ExperimentResults)!, stored.Version) : null;

    private sealed record Known(ExperimentResults Results, ETag? Version);
}
