using Personalization.Events;

namespace Personalization.Benchmarks.Rebuild;

/// <summary>A lake as files of a folder, by the names that the app's blobs have.</summary>
internal sealed class FileLake(string folder) : IEventLake
{
    // As much as the app reads of a blob at a time.
    private const int ReadBytes = 8 * 1024 * 1024;

    public Task AppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) => throw new NotSupportedException("LakeWriter writes the files");

    public Task<IReadOnlyList<LakeFile>> ListAsync(string? from, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<LakeFile>>(
    [
        .. new DirectoryInfo(folder).EnumerateFiles("*.ndjson", SearchOption.AllDirectories)
            .Select(file => new LakeFile(Path.GetRelativePath(folder, file.FullName), file.Length)).OrderBy(file => file.Name, StringComparer.Ordinal),
    ]);

    public async Task<ReadOnlyMemory<byte>> ReadAsync(string name, long offset, CancellationToken cancellationToken)
    {
        byte[] part = new byte[ReadBytes];
        return part.AsMemory(0, await ReadAsync(name, offset, part, cancellationToken));
    }

    public async Task<int> ReadAsync(string name, long offset, Memory<byte> into, CancellationToken cancellationToken)
    {
        await using FileStream file = new(Path.Combine(folder, name), FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0, useAsync: true);
        file.Position = offset;
        return await file.ReadAtLeastAsync(into, into.Length, throwOnEndOfStream: false, cancellationToken);
    }
}
