using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Personalization.Functions.Events;

/// <summary>Seals files of the lake by a lease that never ends, so that nobody appends to them any more.</summary>
/// <param name="container">The lake.</param>
internal sealed class LakeSeal(BlobContainerClient container)
{
    /// <summary>Seals a file; one that is sealed stays so.</summary>
    public async Task SetAsync(string file, CancellationToken cancellationToken)
    {
        BlobLeaseClient lease = container.GetBlobClient(file).GetBlobLeaseClient(LeaseOf(file));
        await lease.AcquireAsync(BlobLeaseClient.InfiniteLeaseDuration, cancellationToken: cancellationToken);
    }

    /// <summary>Empties a sealed file. Its lease stays: whoever appended to it would be hidden by what takes its place.</summary>
    public async Task EmptyAsync(string file, CancellationToken cancellationToken) => await container.GetAppendBlobClient(file).CreateAsync(
        new AppendBlobCreateOptions { Conditions = new AppendBlobRequestConditions { LeaseId = LeaseOf(file) } }, cancellationToken);

    /// <summary>Deletes a file, sealed or not.</summary>
    public async Task DeleteAsync(string file, CancellationToken cancellationToken)
    {
        BlobClient blob = container.GetBlobClient(file);
        try
        {
            await blob.DeleteIfExistsAsync(cancellationToken: cancellationToken);
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == BlobErrorCode.LeaseIdMissing)
        {
            await blob.DeleteIfExistsAsync(conditions: new BlobRequestConditions { LeaseId = LeaseOf(file) }, cancellationToken: cancellationToken);
        }
    }

    // Always the same, so that whoever goes on after a death holds it too.
    private static string LeaseOf(string file) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes("seal/" + file)).AsSpan(0, 16)).ToString();
}
