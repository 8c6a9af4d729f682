using System.Text;
using System.Text.Json.Nodes;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Personalization.Privacy;
using Personalization.Privacy.Erasure;

namespace Personalization.Functions.Catalog.Imports;

/// <summary>
/// Uploaded files as a place of personal data. A file that names the person is deleted whole once its import has ended, since nobody reads it any more,
/// and so are findings that do; one that is still read stays until then, and the search that follows an erasure finds it and comes back.
/// </summary>
internal sealed class ImportsPlace(BlobServiceClient blobs, ImportStore store) : IPersonalDataPlace
{
    private const int MostLines = 10_000;

    private readonly BlobContainerClient container = blobs.GetBlobContainerClient("imports");

    public string Name => "imports";

    public async Task<JsonNode?> ExportAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        PersonSearch search = new(person);
        JsonArray found = [];
        foreach (string blob in await BlobsAsync(cancellationToken))
        {
            List<string> lines = await LinesAsync(blob, search, MostLines, cancellationToken);
            if (lines.Count > 0) found.Add((JsonNode?)new JsonObject { ["file"] = blob, ["lines"] = new JsonArray([.. lines.Select(line => JsonValue.Create(line))]) });
        }
        return found.Count == 0 ? null : found;
    }

    public async Task<int> EraseAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        PersonSearch search = new(person);
        int count = 0;
        foreach (string blob in await BlobsAsync(cancellationToken))
        {
            if ((await LinesAsync(blob, search, 1, cancellationToken)).Count == 0) continue;
            ImportStatus? status = await store.FindAsync(blob.Split('/')[0], cancellationToken);
            if (status is { State: ImportState.Queued or ImportState.Running }) continue;
            if (status is not null && blob.EndsWith("/status.json", StringComparison.Ordinal)) await store.SaveAsync(status with { Findings = null, Problem = null }, cancellationToken);
            else await container.DeleteBlobIfExistsAsync(blob, cancellationToken: cancellationToken);
            count++;
        }
        return count;
    }

    private async Task<List<string>> BlobsAsync(CancellationToken cancellationToken)
    {
        List<string> names = [];
        try
        {
            await foreach (BlobItem blob in container.GetBlobsAsync(cancellationToken: cancellationToken)) names.Add(blob.Name);
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == BlobErrorCode.ContainerNotFound)
        {
            // Nothing has ever been imported.
        }
        return names;
    }

    private async Task<List<string>> LinesAsync(string blob, PersonSearch search, int most, CancellationToken cancellationToken)
    {
        List<string> found = [];
        using StreamReader reader = new(await container.GetBlobClient(blob).OpenReadAsync(cancellationToken: cancellationToken));
        while (found.Count < most && await reader.ReadLineAsync(cancellationToken) is { } line)
            if (search.IsIn(Encoding.UTF8.GetBytes(line))) found.Add(line);
        return found;
    }
}
