using System.Collections.Concurrent;
using Azure;
using Azure.Storage.Blobs;
using Personalization.Functions.Storage;
using Personalization.Messages.Templates;

namespace Personalization.Functions.Messages;

/// <summary>A template as it was written, with the version it is stored under; null for one that comes with the suite.</summary>
internal sealed record StoredTemplate(BinaryData Json, MessageTemplate Template, string? Version);

/// <summary>Templates as blobs <c>templates/ID.json</c>; where the shop has none of that id, the one that comes with the suite.</summary>
/// <param name="blobs">Storage.</param>
/// <param name="reader">Reads them.</param>
/// <param name="time">The clock.</param>
public sealed class TemplateStore(BlobServiceClient blobs, TemplateReader reader, TimeProvider time) : ITemplateSource, IDisposable
{
    private const int MostRemembered = 500;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(20);

    private readonly BlobFolder folder = new(blobs, "templates");
    private readonly ConcurrentDictionary<string, (MessageTemplate? Template, DateTimeOffset At)> lately = new(StringComparer.Ordinal);

    internal async Task<StoredTemplate?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (!TemplateReader.IsName(id)) return null;
        StoredBytes stored = await folder.ReadAsync($"{id}.json", null, cancellationToken);
        if ((stored.Bytes ?? (ShippedTemplates.Find(id) is { } shipped ? new BinaryData(shipped) : null)) is not { } json) return null;
        MessageTemplate template = reader.Read(id, json.ToMemory()).Template ?? throw new InvalidDataException("A stored template cannot be read");
        return new StoredTemplate(json, template, stored.Version?.ToString());
    }

    /// <summary>The template, or null; as it was up to twenty seconds ago where another instance of the app has stored it.</summary>
    public async Task<MessageTemplate?> TemplateAsync(string id, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (lately.TryGetValue(id, out (MessageTemplate? Template, DateTimeOffset At) known) && now - known.At < Remembered) return known.Template;
        MessageTemplate? template = (await FindAsync(id, cancellationToken))?.Template;
        if (lately.Count >= MostRemembered) lately.Clear();
        // One that is not there is asked for again: it may be stored the next moment.
        if (template is not null) lately[id] = (template, now);
        return template;
    }

    /// <summary>Stores a template in place of that version, or where there is none; null when others have changed it since.</summary>
    internal async Task<string?> TrySaveAsync(string id, ReadOnlyMemory<byte> json, string? version, CancellationToken cancellationToken)
    {
        ETag? saved = await folder.TryWriteAsync($"{id}.json", new BinaryData(json), version is null ? null : new ETag(version), cancellationToken);
        lately.TryRemove(id, out _);
        return saved?.ToString();
    }

    /// <summary>Takes a template of that version away; false when others have changed it since.</summary>
    internal async Task<bool> TryRemoveAsync(string id, string version, CancellationToken cancellationToken)
    {
        lately.TryRemove(id, out _);
        return await folder.TryRemoveAsync($"{id}.json", new ETag(version), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();
}
