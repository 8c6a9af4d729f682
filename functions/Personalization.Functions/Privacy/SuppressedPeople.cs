using Azure;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;
using Personalization.Events;
using Personalization.Functions.Storage;
using Personalization.Privacy.Suppression;

namespace Personalization.Functions.Privacy;

/// <summary>The suppression list as blob <c>privacy/suppressed</c>; every instance has it in memory and looks for a newer one now and then.</summary>
public sealed class SuppressedPeople : IEventGate, IDisposable
{
    private const string Name = "suppressed";
    private const int Attempts = 20;

    private readonly BlobFolder folder;
    private readonly Refreshed<Known>? list;
    private readonly PersonHasher? hasher;

    /// <summary>By its services.</summary>
    public SuppressedPeople(BlobServiceClient blobs, IOptions<ErasureOptions> options, TimeProvider time)
    {
        folder = new BlobFolder(blobs, PrivacyStore.Container);
        if (!options.Value.IsSet) return; // Then nobody can have been suppressed.
        hasher = new PersonHasher(options.Value.SuppressionSalt);
        list = new Refreshed<Known>(time, options.Value.ListRefresh, ReadAsync);
    }

    /// <summary>Makes the hashes.</summary>
    internal PersonHasher Hasher => hasher ?? throw new InvalidOperationException("Privacy:SuppressionSalt is not set");

    /// <inheritdoc/>
    public async ValueTask<Func<ReadOnlyMemory<byte>, bool>?> CurrentAsync(CancellationToken cancellationToken) =>
        list is null ? null : (await list.GetAsync(cancellationToken)).Admits;

    /// <summary>Changes the list, however many others do so at the same time; false where it would not fit.</summary>
    internal async Task<bool> TryChangeAsync(Func<SuppressionList, SuppressionList?> change, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            StoredBytes stored = await folder.ReadAsync(Name, null, cancellationToken);
            if (change(stored.Bytes is { } bytes ? SuppressionList.FromBytes(bytes.ToMemory()) : SuppressionList.Empty) is not { } next) return false;
            if (await folder.TryWriteAsync(Name, new BinaryData(next.ToBytes()), stored.Version, cancellationToken) is null) continue;
            list!.Expire();
            return true;
        }
        throw new IOException("The suppression list was changed by others at every attempt to change it");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        folder.Dispose();
        list?.Dispose();
        hasher?.Dispose();
    }

    private async Task<Known?> ReadAsync(Known? known, CancellationToken cancellationToken)
    {
        StoredBytes stored = await folder.ReadAsync(Name, known?.Version, cancellationToken);
        if (stored.Bytes is not { } bytes) return known is null ? new Known(null, null) : null;
        return new Known(SuppressionGate.Of(SuppressionList.FromBytes(bytes.ToMemory()), Hasher), stored.Version);
    }

    private sealed record Known(Func<ReadOnlyMemory<byte>, bool>? Admits, ETag? Version);
}
