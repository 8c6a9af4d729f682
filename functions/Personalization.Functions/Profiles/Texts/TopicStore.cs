using Azure;
using Azure.Storage.Blobs;
using Personalization.Functions.Storage;
using Personalization.Profiles.Texts;

namespace Personalization.Functions.Profiles.Texts;

/// <summary>Topics as they are written, ready to read texts with, and under which version they are stored; none for those that come with the suite.</summary>
internal sealed record StoredTopics(ReadOnlyMemory<byte> Json, TextExtractor Extractor, ETag? Version);

/// <summary>What texts are read for, in the blob <c>texts/topics.json</c>; without one what comes with the suite.</summary>
/// <param name="blobs">Storage.</param>
/// <param name="reader">Reads it.</param>
public sealed class TopicStore(BlobServiceClient blobs, TextTopicReader reader) : IDisposable
{
    private const string Name = "topics.json";

    private readonly BlobFolder folder = new(blobs, "texts");
    private StoredTopics? known;

    /// <summary>The topics as stored now; read anew only where others have changed them.</summary>
    internal async Task<StoredTopics> LoadAsync(CancellationToken cancellationToken)
    {
        StoredTopics? before = Volatile.Read(ref known);
        StoredBytes stored = await folder.ReadAsync(Name, before?.Version, cancellationToken);
        if (stored.Bytes is null && before is not null) return before;
        StoredTopics now = Of(stored.Bytes?.ToMemory() ?? TextTopicReader.Shipped, stored.Version);
        Volatile.Write(ref known, now);
        return now;
    }

    /// <summary>Stores topics that can be read in place of those of that version; null when others have changed them since.</summary>
    internal async Task<StoredTopics?> TrySaveAsync(ReadOnlyMemory<byte> json, ETag? version, CancellationToken cancellationToken) =>
        await folder.TryWriteAsync(Name, new BinaryData(json), version, cancellationToken) is { } stored ? Of(json, stored) : null;

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    private StoredTopics Of(ReadOnlyMemory<byte> json, ETag? version) =>
        new(json, new TextExtractor(reader.Read(json).Topics ?? throw new InvalidDataException("Stored topics cannot be read")), version);
}
