using System.Globalization;
using System.Text.Json.Nodes;
using Azure.Storage.Blobs;
using Personalization.Privacy;
using Personalization.Privacy.Erasure;

namespace Personalization.Functions.Events;

/// <summary>
/// The lake as a place of personal data. Exports the person's lines as they are; erases by writing lines about nobody over them, file by file, so
/// that counts stay and readers find their places.
/// </summary>
internal sealed class LakePlace(BlobServiceClient blobs) : ILargeDataPlace
{
    private readonly LakeRewriter rewriter = new(blobs);

    public string Name => "lake";

    public async Task<JsonNode?> ExportAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        LineEraser lines = new(person);
        JsonArray found = [];
        foreach (LakeBlob file in await rewriter.ListAsync(FirstFile(person), cancellationToken))
            await rewriter.ReadAsync(file, part =>
            {
                foreach (ReadOnlyMemory<byte> line in lines.LinesOf(part)) found.Add(JsonNode.Parse(line.Span));
            }, cancellationToken);
        return found.Count == 0 ? null : found;
    }

    public async Task<int> EraseAsync(PersonIdentity person, CancellationToken cancellationToken) => (await EraseAsync(person, null, () => true, cancellationToken)).Records;

    public async Task<PlaceStep> EraseAsync(PersonIdentity person, string? from, Func<bool> goesOn, CancellationToken cancellationToken)
    {
        LineEraser eraser = new(person);
        int records = 0;
        long bytes = 0;
        bool begun = false;
        foreach (LakeBlob file in await rewriter.ListAsync(from ?? FirstFile(person), cancellationToken))
        {
            if (begun && !goesOn()) return new PlaceStep(records, bytes, file.Name);
            begun = true;
            (int lines, long rewritten) = await rewriter.RewriteAsync(file, eraser.Erase, cancellationToken);
            (records, bytes) = (records + lines, bytes + rewritten);
        }
        return new PlaceStep(records, bytes, null);
    }

    // Nothing about the person was written down before it happened; an hour for clocks that differ.
    private static string? FirstFile(PersonIdentity person) =>
        person.FirstSeen is { } seen && seen > DateTimeOffset.UnixEpoch ? seen.AddHours(-1).UtcDateTime.ToString("'events/'yyyy/MM/dd/HH", CultureInfo.InvariantCulture) : null;
}
