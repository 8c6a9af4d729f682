using System.Text;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;

namespace Personalization.LocalHost.ServiceBus;

/// <summary>Turns envelopes into queue texts and back. What does not fit a queue message lies in a blob that the text names.</summary>
internal sealed class EnvelopeStore(BlobContainerClient container)
{
    // A queue message takes 64 KiB; the rest is room for the XML around it.
    private const int LongestText = 60 * 1024;

    private static readonly byte[] ClaimStart = "{\"claim\":"u8.ToArray();

    public async Task<string> WriteAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        byte[] json = envelope.ToJson();
        if (json.Length <= LongestText) return Encoding.UTF8.GetString(json);
        string name = $"bodies/{Guid.NewGuid():N}";
        await container.GetBlobClient(name).UploadAsync(new BinaryData(json), overwrite: true, cancellationToken);
        return JsonSerializer.Serialize(new ClaimCheck(name), EnvelopeJson.Default.ClaimCheck);
    }

    /// <exception cref="JsonException">Not an envelope.</exception>
    /// <exception cref="RequestFailedException">Its blob cannot be read.</exception>
    public async Task<Envelope> ReadAsync(BinaryData text, CancellationToken cancellationToken)
    {
        if (Claim(text) is not { } name) return Envelope.FromJson(text.ToMemory());
        return Envelope.FromJson((await container.GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content.ToMemory());
    }

    /// <summary>Removes the blob of a text that is no longer in any queue.</summary>
    public async Task DropAsync(BinaryData text, CancellationToken cancellationToken)
    {
        if (Claim(text) is { } name) await container.GetBlobClient(name).DeleteIfExistsAsync(cancellationToken: cancellationToken);
    }

    private static string? Claim(BinaryData text) =>
        text.ToMemory().Span.StartsWith(ClaimStart) ? JsonSerializer.Deserialize(text.ToMemory().Span, EnvelopeJson.Default.ClaimCheck)?.Claim : null;
}
