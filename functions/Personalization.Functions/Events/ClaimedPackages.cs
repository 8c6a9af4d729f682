using System.Security.Cryptography;
using Azure.Storage.Blobs;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Events;

/// <summary>Packages too large for a queue message, in the blob container <c>claims</c>, named by the hash of their content.</summary>
public sealed class ClaimedPackages(BlobServiceClient blobs) : IDisposable
{
    private readonly BlobFolder folder = new(blobs, "claims");

    /// <summary>Stores a package and gives its name.</summary>
    public async Task<string> StoreAsync(byte[] packed)
    {
        string name = Convert.ToHexStringLower(SHA256.HashData(packed));
        await folder.WriteAsync(name, new BinaryData(packed), CancellationToken.None);
        return name;
    }

    /// <summary>The package, or null when it has been processed already.</summary>
    public async Task<byte[]?> FindAsync(string name, CancellationToken cancellationToken) =>
        (await folder.ReadAsync(name, null, cancellationToken)).Bytes?.ToArray();

    /// <summary>Removes a package that has been processed.</summary>
    public Task RemoveAsync(string name, CancellationToken cancellationToken) => folder.RemoveAsync(name, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();
}
