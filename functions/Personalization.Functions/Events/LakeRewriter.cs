using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Personalization.Functions.Events;

/// <summary>Changes bytes of lines, in place and without changing how many there are, and says of how many lines.</summary>
internal delegate int ChangeLines(Span<byte> wholeLines);

/// <summary>
/// Writes files of the lake anew, at the same length. Nothing of an append blob can be changed, nor can a block blob be put in its place, so the
/// file gets a second blob, <c>NAME.r</c>, which is read in its stead; then the first one is emptied. Before that it is sealed by a lease that never
/// ends: whoever appends finds it taken and goes on with the next number. A reader finds the whole file at every moment, and after a death in the
/// middle it is done once more.
/// </summary>
internal sealed class LakeRewriter
{
    private const string Suffix = ".r";
    private const int Attempts = 5;

    // More than any line: capture takes lines of a few KB, an import at most some hundred.
    private const int PartBytes = 8 * 1024 * 1024;

    private readonly BlobContainerClient container;
    private readonly LakeSeal seal;

    public LakeRewriter(BlobServiceClient blobs)
    {
        container = blobs.GetBlobContainerClient("lake");
        seal = new LakeSeal(container);
    }

    /// <summary>The blob that takes the place of a file.</summary>
    public static string NameOf(string file) => file + Suffix;

    /// <summary>The file that a blob takes the place of, or null.</summary>
    public static string? OriginalOf(string blob) => blob.EndsWith(Suffix, StringComparison.Ordinal) ? blob[..^Suffix.Length] : null;

    /// <summary>All files from a name on, in order.</summary>
    public async Task<IReadOnlyList<LakeBlob>> ListAsync(string? from, CancellationToken cancellationToken)
    {
        SortedDictionary<string, LakeBlob> files = new(StringComparer.Ordinal);
        try
        {
            await foreach (BlobItem blob in container.GetBlobsAsync(prefix: LakeAppender.Root, cancellationToken: cancellationToken))
            {
                string name = OriginalOf(blob.Name) ?? blob.Name;
                if (from is not null && string.CompareOrdinal(name, from) < 0) continue;
                LakeBlob known = files.GetValueOrDefault(name) ?? new LakeBlob(name, 0, false, name[LakeAppender.Root.Length..(LakeAppender.Root.Length + 10)]);
                files[name] = name == blob.Name ? known with { Length = blob.Properties.ContentLength ?? 0 } : known with { IsRewritten = true };
            }
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            return [];
        }
        return [.. files.Values];
    }

    /// <summary>Gives all whole lines of a file, part by part.</summary>
    public async Task ReadAsync(LakeBlob file, Action<Memory<byte>> take, CancellationToken cancellationToken)
    {
        byte[] part = new byte[PartBytes];
        BlobClient source = container.GetBlobClient(file.IsRewritten ? NameOf(file.Name) : file.Name);
        for (long offset = 0; ;)
        {
            int whole = await FillAsync(source, offset, part, cancellationToken);
            if (whole == 0) return;
            take(part.AsMemory(0, whole));
            offset += whole;
        }
    }

    /// <summary>Changes the lines of a file that must be, and gives how many those were and the bytes of the file; nothing is written where none must.</summary>
    public async Task<(int Lines, long Bytes)> RewriteAsync(LakeBlob file, ChangeLines change, CancellationToken cancellationToken)
    {
        if (file is { IsRewritten: true, Length: > 0 }) await seal.EmptyAsync(file.Name, cancellationToken);
        int concerned = 0;
        await ReadAsync(file, part => concerned += change(part.Span), cancellationToken);
        if (concerned == 0) return (0, 0);
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            ETag? version = file.IsRewritten ? (await container.GetBlobClient(NameOf(file.Name)).GetPropertiesAsync(cancellationToken: cancellationToken)).Value.ETag : null;
            if (!file.IsRewritten) await seal.SetAsync(file.Name, cancellationToken);
            if (await TryWriteAsync(file, version, change, cancellationToken) is not { } written)
            {
                file = file with { IsRewritten = true };
                continue;
            }
            if (!file.IsRewritten) await seal.EmptyAsync(file.Name, cancellationToken);
            return written;
        }
        throw new IOException("A file of the lake was written anew by others at every attempt to do so");
    }

    /// <summary>Deletes a file with what takes its place.</summary>
    public async Task DeleteAsync(string file, CancellationToken cancellationToken)
    {
        await container.GetBlobClient(NameOf(file)).DeleteIfExistsAsync(cancellationToken: cancellationToken);
        await seal.DeleteAsync(file, cancellationToken);
    }

    private async Task<(int Lines, long Bytes)?> TryWriteAsync(LakeBlob file, ETag? version, ChangeLines change, CancellationToken cancellationToken)
    {
        BlockBlobClient target = container.GetBlockBlobClient(NameOf(file.Name));
        List<string> blocks = [];
        int lines = 0;
        long bytes = 0;
        byte[] part = new byte[PartBytes];
        BlobClient source = container.GetBlobClient(file.IsRewritten ? NameOf(file.Name) : file.Name);
        try
        {
            while (await FillAsync(source, bytes, part, cancellationToken, wholeLines: false) is var count and > 0)
            {
                // What stands behind the last line feed is no whole line: it stays as it is.
                int whole = part.AsSpan(0, count).LastIndexOf((byte)'\n') + 1;
                if (whole > 0) count = whole;
                lines += change(part.AsSpan(0, whole));
                blocks.Add(Convert.ToBase64String(Encoding.ASCII.GetBytes($"{blocks.Count:D8}")));
                await target.StageBlockAsync(blocks[^1], new MemoryStream(part, 0, count), cancellationToken: cancellationToken);
                bytes += count;
            }
            BlobRequestConditions conditions = version is { } known ? new() { IfMatch = known } : new() { IfNoneMatch = ETag.All };
            await target.CommitBlockListAsync(blocks, new CommitBlockListOptions { Conditions = conditions }, cancellationToken);
            return (lines, bytes);
        }
        catch (RequestFailedException fault) when (fault.Status is 409 or 412)
        {
            return null;
        }
    }

    private static async Task<int> FillAsync(BlobClient source, long offset, byte[] part, CancellationToken cancellationToken, bool wholeLines = true)
    {
        try
        {
            using BlobDownloadStreamingResult read = await source.DownloadStreamingAsync(new BlobDownloadOptions { Range = new HttpRange(offset, part.Length) }, cancellationToken);
            int count = await read.Content.ReadAtLeastAsync(part, part.Length, throwOnEndOfStream: false, cancellationToken);
            return wholeLines ? part.AsSpan(0, count).LastIndexOf((byte)'\n') + 1 : count;
        }
        catch (RequestFailedException fault) when (fault.Status == 416)
        {
            return 0;
        }
    }
}
