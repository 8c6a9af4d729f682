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
public sealed class TemplateStore(BlobServiceClient blobs, TemplateReader reader) : ITemplateSource, IDisposable
{
    private readonly BlobFolder folder = new(blobs, "templates");

    internal async Task<StoredTemplate?> FindAsync(string id, CancellationToken cancellationToken)
    {
        if (!TemplateReader.IsName(id)) return null;
        StoredBytes stored = await folder.ReadAsync($"{id}.json", null, cancellationToken);
        if ((stored.Bytes ?? (ShippedTemplates.Find(id) is { } shipped ? new BinaryData(shipped) : null)) is not { } json) return null;
        MessageTemplate template = reader.Read(id, json.ToMemory()).Template ?? throw new InvalidDataException("A stored template cannot be read");
        return new StoredTemplate(json, template, stored.Version?.ToString());
    }

    /// <inheritdoc/>
    public async Task<MessageTemplate?> TemplateAsync(string id, CancellationToken cancellationToken) => (await FindAsync(id, cancellationToken))?.Template;

    /// <summary>Stores a template in place of that version, or where there is none; null when others have changed it since.</summary>
    internal async Task<string?> TrySaveAsync(string id, ReadOnlyMemory<byte> json, string? version, CancellationToken cancellationToken) =>
        (await folder.TryWriteAsync($"{id}.json", new BinaryData(json), version is null ? null : new ETag(version), cancellationToken))?.ToString();

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();
}
