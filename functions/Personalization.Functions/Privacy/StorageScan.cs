using System.Text;
using Azure;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Personalization.Privacy.Erasure;
using Personalization.Privacy.Requests;

namespace Personalization.Functions.Privacy;

/// <summary>
/// Searches all of the storage account for a person, whoever has written it there: every row, every blob, every queue message that can be seen.
/// Bounded memory; in steps, since a shop may have much.
/// </summary>
/// <param name="tables">Tables.</param>
/// <param name="blobs">Blobs.</param>
/// <param name="queues">Queues.</param>
public sealed class StorageScan(TableServiceClient tables, BlobServiceClient blobs, QueueServiceClient queues)
{
    private const int RowsAPage = 500;
    private const int MostPeeked = 32;
    private const int PartBytes = 8 * 1024 * 1024;

    /// <summary>Goes on from a place as long as it may; gives what was found so far, and where to go on.</summary>
    /// <param name="search">What to look for.</param>
    /// <param name="request">The request, whose own record of the person is left out.</param>
    /// <param name="from">Where to go on; null for the beginning.</param>
    /// <param name="so">What was found before.</param>
    /// <param name="goesOn">Whether there is time for more.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<(ScanResult Result, string? Next)> RunAsync(
        DeepSearch search, string request, string? from, ScanResult so, Func<bool> goesOn, CancellationToken cancellationToken)
    {
        string[] at = from?.Split('\n', 3) ?? ["", "", ""];
        bool begun = false;
        foreach ((string kind, string name) in await UnitsAsync(cancellationToken))
        {
            if (string.CompareOrdinal($"{kind}\n{name}", $"{at[0]}\n{at[1]}") < 0) continue;
            string? within = kind == at[0] && name == at[1] && at[2].Length > 0 ? at[2] : null;
            IAsyncEnumerable<(ScanResult Result, string? Next)> steps = kind switch
            {
                "blobs" => ContainerAsync(search, request, name, within, so, cancellationToken),
                "queue" => QueueAsync(search, name, so, cancellationToken),
                _ => TableAsync(search, name, within, so, cancellationToken),
            };
            if (begun && !goesOn()) return (so, $"{kind}\n{name}\n{within}");
            begun = true;
            await foreach ((ScanResult result, string? next) in steps)
            {
                so = result;
                if (next is not null && !goesOn()) return (so, $"{kind}\n{name}\n{next}");
            }
        }
        return (so, null);
    }

    private async Task<List<(string Kind, string Name)>> UnitsAsync(CancellationToken cancellationToken)
    {
        List<(string, string)> units = [];
        await foreach (BlobContainerItem one in blobs.GetBlobContainersAsync(cancellationToken: cancellationToken)) units.Add(("blobs", one.Name));
        await foreach (QueueItem one in queues.GetQueuesAsync(cancellationToken: cancellationToken)) units.Add(("queue", one.Name));
        await foreach (TableItem one in tables.QueryAsync(cancellationToken: cancellationToken)) units.Add(("table", one.Name));
        units.Sort((one, other) => string.CompareOrdinal($"{one.Item1}\n{one.Item2}", $"{other.Item1}\n{other.Item2}"));
        return units;
    }

    private async IAsyncEnumerable<(ScanResult Result, string? Next)> TableAsync(
        DeepSearch search, string name, string? from, ScanResult so, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        if (from is null) so = so with { Tables = so.Tables + 1 };
        await foreach (Page<TableEntity> page in tables.GetTableClient(name).QueryAsync<TableEntity>(cancellationToken: cancellationToken).AsPages(from, RowsAPage))
        {
            foreach (TableEntity row in page.Values) so = Look(search, row) ? so.With($"table {name}") : so;
            yield return (so with { Entities = so.Entities + page.Values.Count }, page.ContinuationToken);
            so = so with { Entities = so.Entities + page.Values.Count };
        }
        yield return (so, null);
    }

    private static bool Look(DeepSearch search, TableEntity row)
    {
        using MemoryStream parts = new();
        foreach ((string name, object? value) in row.OrderBy(one => one.Key, StringComparer.Ordinal))
        {
            if (value is byte[] bytes)
            {
                // Long values lie in several properties, one behind the other.
                parts.Write(bytes);
                if (search.IsIn(bytes)) return true;
            }
            else if (value is string text && search.IsIn(Encoding.UTF8.GetBytes(text))) return true;
        }
        return search.IsIn(parts.GetBuffer().AsMemory(0, (int)parts.Length));
    }

    private async IAsyncEnumerable<(ScanResult Result, string? Next)> QueueAsync(
        DeepSearch search, string name, ScanResult so, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        QueueClient queue = queues.GetQueueClient(name);
        int count = (await queue.GetPropertiesAsync(cancellationToken)).Value.ApproximateMessagesCount;
        PeekedMessage[] peeked = await queue.PeekMessagesAsync(MostPeeked, cancellationToken);
        foreach (PeekedMessage message in peeked) so = search.IsIn(message.Body.ToMemory()) ? so.With($"queue {name}") : so;
        yield return (so with { Messages = so.Messages + peeked.Length, Unseen = so.Unseen + Math.Max(0, count - peeked.Length) }, null);
    }

    private async IAsyncEnumerable<(ScanResult Result, string? Next)> ContainerAsync(
        DeepSearch search, string request, string name, string? from, ScanResult so, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BlobContainerClient container = blobs.GetBlobContainerClient(name);
        await foreach (Page<BlobItem> page in container.GetBlobsAsync(cancellationToken: cancellationToken).AsPages(from, 100))
        {
            foreach (BlobItem blob in page.Values)
            {
                if (PrivacyStore.IsSubject(name, blob.Name, request)) continue;
                if (search.IsIn(Encoding.UTF8.GetBytes(blob.Name)) || await LookAsync(search, container.GetBlobClient(blob.Name), cancellationToken)) so = so.With($"container {name}");
                so = so with { Blobs = so.Blobs + 1, Bytes = so.Bytes + (blob.Properties.ContentLength ?? 0) };
            }
            yield return (so, page.ContinuationToken is { Length: > 0 } next ? next : null);
        }
    }

    private static async Task<bool> LookAsync(DeepSearch search, BlobClient blob, CancellationToken cancellationToken)
    {
        byte[] part = new byte[PartBytes];
        int kept = 0;
        try
        {
            for (long offset = 0; ;)
            {
                using BlobDownloadStreamingResult read = await blob.DownloadStreamingAsync(new BlobDownloadOptions { Range = new HttpRange(offset, part.Length - kept) }, cancellationToken);
                int count = await read.Content.ReadAtLeastAsync(part.AsMemory(kept), part.Length - kept, throwOnEndOfStream: false, cancellationToken);
                if (search.IsIn(part.AsMemory(0, kept + count), whole: offset == 0 && kept + count < part.Length)) return true;
                if (kept + count < part.Length) return false;
                offset += count;
                // What stands across two parts is seen in the second.
                kept = PersonSearch.Longest;
                part.AsSpan(part.Length - kept).CopyTo(part);
            }
        }
        catch (RequestFailedException fault) when (fault.Status is 404 or 416)
        {
            return false; // Gone, or empty, or just at its end.
        }
    }
}
