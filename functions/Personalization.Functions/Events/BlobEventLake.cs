using System.Collections.Concurrent;
using System.Globalization;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
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
    // More than any block, so that a part of a file always holds a whole line.
    private const int ReadBytes = 2 * LakeAppender.BlockBytes;

    // Listing day by day costs one call a day; beyond this the whole lake is listed.
    private const int MostDays = 40;

    private readonly BlobContainerClient container;
    private readonly TimeProvider time;
    private readonly LakeAppender appender;
    private readonly Once created;

    // Files that are known to be written anew; what is not known yet is found out when the file turns out to be empty.
    private readonly ConcurrentDictionary<string, bool> rewritten = new(StringComparer.Ordinal);

    public BlobEventLake(BlobServiceClient blobs, TimeProvider time, ILogger<BlobEventLake> log)
    {
        container = blobs.GetBlobContainerClient("lake");
        this.time = time;
        created = new Once(token => container.CreateIfNotExistsAsync(cancellationToken: token));
        appender = new LakeAppender(container, created, time, log);
    }

    public Task AppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) => appender.AppendAsync(lines);

    // A lake that nothing has flowed into yet is empty; who only reads does not make it.
    public async Task<IReadOnlyList<LakeFile>> ListAsync(string? from, CancellationToken cancellationToken)
    {
        try
        {
            return await ListFilesAsync(from, cancellationToken);
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return [];
        }
    }

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
        if (from is null || !DateOnly.TryParseExact(from.AsSpan(LakeAppender.Root.Length, 10), "yyyy/MM/dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day)
            || today.DayNumber - day.DayNumber > MostDays)
        {
            yield return LakeAppender.Root;
            yield break;
        }
        for (; day <= today; day = day.AddDays(1)) yield return string.Create(CultureInfo.InvariantCulture, $"{LakeAppender.Root}{day:yyyy/MM/dd}/");
    }
}
