using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Personalization.Functions.Jobs;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Insights.Reingest;

/// <summary>Re-ingests: blobs <c>insights/reingest-ID</c>, one job each.</summary>
/// <param name="blobs">Blobs.</param>
/// <param name="jobs">Makes them run.</param>
public sealed class ReingestDesk(BlobServiceClient blobs, JobQueue jobs) : IDisposable
{
    private readonly BlobFolder folder = new(blobs, "insights");

    /// <summary>Asks for a job to be run.</summary>
    internal async Task AskAsync(ReingestJob job, CancellationToken cancellationToken)
    {
        await SaveAsync(job, cancellationToken);
        await jobs.SendAsync(ReingestRunner.KindName, job.Id, cancellationToken);
    }

    /// <summary>A job, or null.</summary>
    internal async Task<ReingestJob?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await folder.ReadAsync(NameOf(id), null, cancellationToken)).Bytes is { } bytes
            ? JsonSerializer.Deserialize(bytes.ToMemory().Span, ReingestJson.Default.ReingestJob)
            : null;

    /// <summary>Stores how far a job is.</summary>
    internal Task<ETag> SaveAsync(ReingestJob job, CancellationToken cancellationToken) =>
        folder.WriteAsync(NameOf(job.Id), new BinaryData(JsonSerializer.SerializeToUtf8Bytes(job, ReingestJson.Default.ReingestJob)), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    private static string NameOf(string id) => "reingest-" + id;
}
