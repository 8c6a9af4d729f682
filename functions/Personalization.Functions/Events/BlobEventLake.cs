using System.Collections.Concurrent;
using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.Logging;
using Personalization.Events;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Events;

/// <summary>
/// The lake as append blobs <c>lake/events/yyyy/MM/dd/HH-NNN.ndjson</c>; a new number begins when a blob has all the blocks it can hold, or is
/// sealed because somebody was taken out of it: see <see cref="LakeRewriter"/>. What takes the place of such a file is read under the same name.
/// </summary>
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

    // Files that are known to be written anew; what is not known yet is found out when the file turns out to be empty.
    private readonly ConcurrentDictionary<string, bool> rewritten = new(StringComparer.Ordinal);

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
        ReadOnlyMemory<byte> read = default;
        await ReadAsync(name, offset, ReadBytes, async content =>
        {
            using MemoryStream bytes = new();
            await content.CopyToAsync(bytes, cancellationToken);
            read = bytes.GetBuffer().AsMemory(0, (int)bytes.Length);
            return read.Length;
        }, cancellationToken);
        return read;
    }

    public Task<int> ReadAsync(string name, long offset, Memory<byte> into, CancellationToken cancellationToken) =>
        ReadAsync(name, offset, into.Length, content => content.ReadAtLeastAsync(into, into.Length, throwOnEndOfStream: false, cancellationToken).AsTask(), cancellationToken);

    public void Dispose() => created.Dispose();

    private async Task<int> ReadAsync(string name, long offset, int most, Func<Stream, Task<int>> take, CancellationToken cancellationToken)
    {
        if (!rewritten.ContainsKey(name) && await TryReadAsync(name, offset, most, take, cancellationToken) is var read and > 0) return read;
        // Nothing beyond the offset; or the file was emptied since it was listed.
        try
        {
            int instead = await TryReadAsync(LakeRewriter.NameOf(name), offset, most, take, cancellationToken);
            rewritten[name] = true;
            return instead;
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == BlobErrorCode.BlobNotFound && !rewritten.ContainsKey(name))
        {
            return 0;
        }
    }

    private async Task<int> TryReadAsync(string blob, long offset, int most, Func<Stream, Task<int>> take, CancellationToken cancellationToken)
    {
        try
        {
            using BlobDownloadStreamingResult part = await container.GetBlobClient(blob).DownloadStreamingAsync(
                new BlobDownloadOptions { Range = new HttpRange(offset, most) }, cancellationToken);
            return await take(part.Content);
        }
        catch (RequestFailedException fault) when (fault.Status == 416)
        {
            return 0;
        }
    }

    private async Task<IReadOnlyList<LakeFile>> ListFilesAsync(string? from, CancellationToken cancellationToken)
    {
        List<LakeFile> files = [];
        foreach (string prefix in Prefixes(from))
            await foreach (BlobItem blob in container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken))
                if (from is null || string.CompareOrdinal(blob.Name, from) >= 0) Add(files, blob.Name, blob.Properties.ContentLength ?? 0);
        return files;
    }

    // What was written anew stands right behind what it takes the place of.
    private void Add(List<LakeFile> files, string blob, long length)
    {
        string? instead = LakeRewriter.OriginalOf(blob);
        if (instead is not null) rewritten[instead] = true;
        if (instead is not null && files is [.., { } last] && last.Name == instead) files[^1] = new LakeFile(instead, length);
        else files.Add(new LakeFile(instead ?? blob, length));
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
