using Azure;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;
using Personalization.Events;
using Personalization.Functions.Storage;
using Personalization.Privacy;
using Personalization.Privacy.Suppression;

namespace Personalization.Functions.Privacy;

/// <summary>The suppression list as blob <c>privacy/suppressed</c>; every instance has it in memory and looks for a newer one now and then.</summary>
public sealed class SuppressedPeople : IEventGate, IDisposable
{
    private const string Name = "suppressed";
    private const int Attempts = 20;

    private const string WrongSalt =
        "There is a list of people of whom nothing is taken in, made with another Privacy:SuppressionSalt than this app has. Nothing is taken in until the salt is there again.";

    private readonly BlobFolder folder;
    private readonly Refreshed<Known> list;
    private readonly PersonHasher? hasher;

    /// <summary>By its services.</summary>
    public SuppressedPeople(BlobServiceClient blobs, IOptions<ErasureOptions> options, TimeProvider time)
    {
        folder = new BlobFolder(blobs, PrivacyStore.Container);
        // Without a salt nobody can have been suppressed, unless there was one before: that the list itself shows.
        if (options.Value.IsSet) hasher = new PersonHasher(options.Value.SuppressionSalt);
        list = new Refreshed<Known>(time, options.Value.ListRefresh, ReadAsync);
    }

    /// <summary>Makes the hashes.</summary>
    internal PersonHasher Hasher => hasher ?? throw new InvalidOperationException("Privacy:SuppressionSalt is not set");

    /// <inheritdoc/>
    public async ValueTask<Func<ReadOnlyMemory<byte>, bool>?> CurrentAsync(CancellationToken cancellationToken) =>
        (await list.GetAsync(cancellationToken)).Admits;

    /// <summary>Whether one of these names (<see cref="PersonNames"/>) is of somebody of whom nothing is taken in.</summary>
    internal async ValueTask<bool> HoldAsync(IEnumerable<string> names, CancellationToken cancellationToken) =>
        (await list.GetAsync(cancellationToken)).People is { Count: > 0 } people && names.Any(name => people.Find(Hasher.Of(name)) is { Mode: not SuppressionMode.Erased });

    /// <summary>Changes the list, however many others do so at the same time; false where it would not fit.</summary>
    internal async Task<bool> TryChangeAsync(Func<SuppressionList, SuppressionList?> change, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            StoredBytes stored = await folder.ReadAsync(Name, null, cancellationToken);
            SuppressionList known = stored.Bytes is { } bytes ? SuppressionList.FromBytes(bytes.ToMemory()) : SuppressionList.Empty;
            if (!known.IsOf(Hasher)) throw new InvalidOperationException(WrongSalt);
            if (change(known) is not { } next) return false;
            if (await folder.TryWriteAsync(Name, new BinaryData(next.By(Hasher).ToBytes()), stored.Version, cancellationToken) is null) continue;
            list.Expire();
            return true;
        }
        throw new IOException("The suppression list was changed by others at every attempt to change it");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        folder.Dispose();
        list.Dispose();
        hasher?.Dispose();
    }

    private async Task<Known?> ReadAsync(Known? known, CancellationToken cancellationToken)
    {
        StoredBytes stored = await folder.ReadAsync(Name, known?.Version, cancellationToken);
        if (stored.Bytes is not { } bytes) return known is null ? new Known(null, null, null) : null;
        SuppressionList people = SuppressionList.FromBytes(bytes.ToMemory());
        // Events wait rather than bring back whoever has gone.
        if (people.Count > 0 && (hasher is null || !people.IsOf(hasher))) throw new InvalidOperationException(WrongSalt);
        return new Known(hasher is null ? null : SuppressionGate.Of(people, hasher), people, stored.Version);
    }

    private sealed record Known(Func<ReadOnlyMemory<byte>, bool>? Admits, SuppressionList? People, ETag? Version);
}
