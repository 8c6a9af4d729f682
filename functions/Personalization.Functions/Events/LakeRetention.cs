using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Options;
using Personalization.Functions.Privacy;
using Personalization.Functions.Storage;
using Personalization.Privacy.Erasure;

namespace Personalization.Functions.Events;

/// <summary>
/// Old files of the lake: everybody is taken out of them, or they are deleted whole. Readers remember places in the newest files alone and begin with
/// what there is. How far it has come is the blob <c>privacy/retention-lake</c>.
/// </summary>
internal sealed class LakeRetention(BlobServiceClient blobs, IOptions<RetentionOptions> options) : IRetentionRule, IDisposable
{
    private const string Cursor = "retention-lake";
    private const int NonceBytes = 32;

    private readonly LakeRewriter rewriter = new(blobs);
    private readonly BlobFolder folder = new(blobs, PrivacyStore.Container);

    public int DaysOf(RetentionOptions options) => options.EventDays;

    public async Task<int> ApplyAsync(DateTimeOffset olderThan, Func<bool> goesOn, CancellationToken cancellationToken)
    {
        string end = olderThan.UtcDateTime.ToString("'events/'yyyy/MM/dd/HH", CultureInfo.InvariantCulture);
        bool without = options.Value.KeepEventsWithoutPeople;
        string? done = without ? (await folder.ReadAsync(Cursor, null, cancellationToken)).Bytes?.ToString() : null;
        int count = 0;
        foreach (LakeBlob file in await rewriter.ListAsync(done, cancellationToken))
        {
            if (string.CompareOrdinal(file.Name, end) >= 0 || !goesOn()) break;
            if (file.Name == done) continue;
            if (without)
            {
                // A secret for each file: an event that stands in two of them counts twice, but nobody can link any other.
                await rewriter.RewriteAsync(file, new LineEraser(RandomNumberGenerator.GetBytes(NonceBytes)).Erase, cancellationToken);
                await folder.WriteAsync(Cursor, new BinaryData(Encoding.UTF8.GetBytes(file.Name)), cancellationToken);
            }
            else await rewriter.DeleteAsync(file.Name, cancellationToken);
            count++;
        }
        return count;
    }

    public void Dispose() => folder.Dispose();
}
