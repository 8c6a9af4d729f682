using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;
using Personalization.Events;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Events;

/// <summary>The lake as append blobs <c>lake/events/yyyy/MM/dd/HH-NNN.ndjson</c>; a new number begins when a blob has all the blocks it can hold.</summary>
internal sealed class BlobEventLake : IEventLake, IDisposable
{
    private const string Root = "events/";
    private const int BlockBytes = 4 * 1024 * 1024;

    // More than any block, so that a part of a file always holds a whole line.
    private const int ReadBytes = 2 * BlockBytes;

    // Listing day by day costs one call a day; beyond this the whole lake is listed.
    private const int MostDays = 40;

    private readonly BlobContainerClient container;
    private readonly TimeProvider time;
    private readonly ILogger<BlobEventLake> log;
    private readonly GroupCommitter<ReadOnlyMemory<byte>> committer;
    private readonly Once created;
    private string hour = "";
    private int number;
    private (string Name, long End) known = ("", 0);

    public BlobEventLake(BlobServiceClient blobs, TimeProvider time, ILogger<BlobEventLake> log)
    {
        this.log = log;
        container = blobs.GetBlobContainerClient("lake");
        this.time = time;
        created = new Once(token => container.CreateIfNotExistsAsync(cancellationToken: token));
        committer = new(1, lines => lines.Length, BlockBytes, AppendGroupAsync);
    }

    public async Task AppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken)
    {
        if (lines.IsEmpty) return;
        for (ReadOnlyMemory<byte> rest = lines; !rest.IsEmpty;)
        {
            ReadOnlyMemory<byte> block = WholeLines(rest);
            await committer.AddAsync(block);
            rest = rest[block.Length..];
        }
    }

    public Task<IReadOnlyList<LakeFile>> ListAsync(string? from, CancellationToken cancellationToken) =>
        created.UseAsync(() => ListFilesAsync(from, cancellationToken), cancellationToken);

    public async Task<ReadOnlyMemory<byte>> ReadAsync(string name, long offset, CancellationToken cancellationToken)
    {
        try
        {
            BlobDownloadResult part = await container.GetBlobClient(name).DownloadContentAsync(
                new BlobDownloadOptions { Range = new HttpRange(offset, ReadBytes) }, cancellationToken);
            return part.Content.ToMemory();
        }
        catch (RequestFailedException fault) when (fault.Status == 416)
        {
            return default; // Nothing beyond the offset.
        }
    }

    public async Task<int> ReadAsync(string name, long offset, Memory<byte> into, CancellationToken cancellationToken)
    {
        try
        {
            using BlobDownloadStreamingResult part = await container.GetBlobClient(name).DownloadStreamingAsync(
                new BlobDownloadOptions { Range = new HttpRange(offset, into.Length) }, cancellationToken);
            return await part.Content.ReadAtLeastAsync(into, into.Length, throwOnEndOfStream: false, cancellationToken);
        }
        catch (RequestFailedException fault) when (fault.Status == 416)
        {
            return 0;
        }
    }

    public void Dispose() => created.Dispose();

    private async Task<IReadOnlyList<LakeFile>> ListFilesAsync(string? from, CancellationToken cancellationToken)
    {
        List<LakeFile> files = [];
        foreach (string prefix in Prefixes(from))
            await foreach (BlobItem blob in container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken))
                if (from is null || string.CompareOrdinal(blob.Name, from) >= 0) files.Add(new LakeFile(blob.Name, blob.Properties.ContentLength ?? 0));
        return files;
    }

    private IEnumerable<string> Prefixes(string? from)
    {
        DateOnly today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        if (from is null || !DateOnly.TryParseExact(from.AsSpan(Root.Length, 10), "yyyy/MM/dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            || today.DayNumber - day.DayNumber > MostDays)
        {
            yield return Root;
            yield break;
        }
        for (; day <= today; day = day.AddDays(1)) yield return string.Create(CultureInfo.InvariantCulture, $"{Root}{day:yyyy/MM/dd}/");
    }

    private async Task AppendGroupAsync(IReadOnlyList<ReadOnlyMemory<byte>> group)
    {
        using MemoryStream joined = new(group.Sum(lines => lines.Length));
        foreach (ReadOnlyMemory<byte> lines in group) joined.Write(lines.Span);
        byte[] block = joined.GetBuffer();
        while (!await created.UseAsync(() => TryAppendAsync(block), CancellationToken.None)) number++;
    }

    /// <summary>False when the current blob is full.</summary>
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
        catch (RequestFailedException fault) when (fault.ErrorCode == BlobErrorCode.BlockCountExceedsLimit)
        {
            return false;
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
