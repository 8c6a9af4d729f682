using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Events;

/// <summary>Appends to the lake's newest file: what comes while a block is written goes into the next one together.</summary>
internal sealed class LakeAppender
{
    public const string Root = "events/";
    public const int BlockBytes = 4 * 1024 * 1024;

    private readonly BlobContainerClient container;
    private readonly Once created;
    private readonly TimeProvider time;
    private readonly ILogger log;
    private readonly GroupCommitter<ReadOnlyMemory<byte>> committer;
    private string hour = "";
    private int number;
    private (string Name, long End) known = ("", 0);

    public LakeAppender(BlobContainerClient container, Once created, TimeProvider time, ILogger log)
    {
        (this.container, this.created, this.time, this.log) = (container, created, time, log);
        committer = new(1, lines => lines.Length, BlockBytes, AppendGroupAsync);
    }

    /// <summary>Comes back when the lines are stored.</summary>
    public async Task AppendAsync(ReadOnlyMemory<byte> lines)
    {
        for (ReadOnlyMemory<byte> rest = lines; !rest.IsEmpty;)
        {
            ReadOnlyMemory<byte> block = WholeLines(rest);
            await committer.AddAsync(block);
            rest = rest[block.Length..];
        }
    }

    private async Task AppendGroupAsync(IReadOnlyList<ReadOnlyMemory<byte>> group)
    {
        using MemoryStream joined = new(group.Sum(lines => lines.Length));
        foreach (ReadOnlyMemory<byte> lines in group) joined.Write(lines.Span);
        byte[] block = joined.GetBuffer();
        while (!await created.UseAsync(() => TryAppendAsync(block), CancellationToken.None)) number++;
    }

    /// <summary>False when the current blob takes no more.</summary>
    private async Task<bool> TryAppendAsync(byte[] block)
    {
        string now = time.GetUtcNow().ToString("yyyy/MM/dd/HH", CultureInfo.InvariantCulture);
        if (now != hour) (hour, number) = (now, 0);
        AppendBlobClient blob = container.GetAppendBlobClient($"{Root}{hour}-{number:000}.ndjson");
        try
        {
            Notice(blob.Name, await blob.AppendBlockAsync(new MemoryStream(block)), block.Length);
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == BlobErrorCode.BlobNotFound)
        {
            await blob.CreateIfNotExistsAsync();
            Notice(blob.Name, await blob.AppendBlockAsync(new MemoryStream(block)), block.Length);
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == BlobErrorCode.BlockCountExceedsLimit || fault.ErrorCode == BlobErrorCode.LeaseIdMissing)
        {
            return false; // Full, or sealed.
        }
        return true;
    }

    // Nobody takes from the lake: a block that lands before the end of the last one says that storage has forgotten what it answered for.
    private void Notice(string name, BlobAppendInfo appended, int bytes)
    {
        long offset = long.Parse(appended.BlobAppendOffset, CultureInfo.InvariantCulture);
        if (name == known.Name && offset < known.End) log.LakeShrunk(name, known.End - offset);
        known = (name, offset + bytes);
    }

    private static ReadOnlyMemory<byte> WholeLines(ReadOnlyMemory<byte> lines)
    {
        if (lines.Length <= BlockBytes) return lines;
        int end = lines.Span[..BlockBytes].LastIndexOf((byte)'\n');
        return end < 0 ? throw new ArgumentException("A line of the lake must be shorter than 4 MiB", nameof(lines)) : lines[..(end + 1)];
    }
}
