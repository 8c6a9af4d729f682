using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Storage.Blobs;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Recommendations;

/// <summary>What is known of rebuilds: where the newest stands as blob <c>models/rebuild</c>, what became of those before as <c>models/history</c>.</summary>
public sealed class RebuildBlobs(BlobServiceClient blobs) : IDisposable
{
    private const string Status = "rebuild";
    private const string History = "history";
    private const int Attempts = 10;

    private readonly BlobFolder folder = new(blobs, "models");

    /// <summary>Where the newest rebuild stands.</summary>
    public async Task<RebuildStatus> StatusAsync(CancellationToken cancellationToken) =>
        Read(await folder.ReadAsync(Status, null, cancellationToken), RebuildJson.Relaxed.RebuildStatus) ?? new RebuildStatus();

    /// <summary>Says where the newest rebuild stands.</summary>
    public Task SaveAsync(RebuildStatus status, CancellationToken cancellationToken) =>
        folder.WriteAsync(Status, Bytes(status, RebuildJson.Relaxed.RebuildStatus), cancellationToken);

    /// <summary>What became of the newest models.</summary>
    public async Task<ModelHistory> HistoryAsync(CancellationToken cancellationToken) =>
        Read(await folder.ReadAsync(History, null, cancellationToken), RebuildJson.Relaxed.ModelHistory) ?? ModelHistory.Empty;

    /// <summary>Changes the history, however many others do so at the same time.</summary>
    public async Task ChangeHistoryAsync(Func<ModelHistory, ModelHistory> change, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            StoredBytes stored = await folder.ReadAsync(History, null, cancellationToken);
            ModelHistory next = change(Read(stored, RebuildJson.Relaxed.ModelHistory) ?? ModelHistory.Empty);
            if (await folder.TryWriteAsync(History, Bytes(next, RebuildJson.Relaxed.ModelHistory), stored.Version, cancellationToken) is not null) return;
        }
        throw new InvalidOperationException($"The history of models was changed by others {Attempts} times while it was written");
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    private static T? Read<T>(StoredBytes stored, JsonTypeInfo<T> type)
        where T : class =>
        stored.Bytes is { } bytes ? JsonSerializer.Deserialize(bytes.ToMemory().Span, type) : null;

    private static BinaryData Bytes<T>(T value, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(value, type));
}
