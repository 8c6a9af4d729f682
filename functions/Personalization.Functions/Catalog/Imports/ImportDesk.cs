using Microsoft.AspNetCore.Http;
using Personalization.Common;

namespace Personalization.Functions.Catalog.Imports;

/// <summary>Takes files in and makes them run.</summary>
/// <param name="store">Imports.</param>
/// <param name="time">The clock.</param>
public sealed class ImportDesk(ImportStore store, TimeProvider time)
{
    /// <summary>An import that has not begun.</summary>
    /// <param name="invocationId">Of the request: the import's name is made from it.</param>
    /// <param name="kind">What is imported.</param>
    public ImportStatus New(string invocationId, string kind) => new()
    {
        ImportId = "imp-" + StableHash.Hex(invocationId, 24), Kind = kind, CreatedAt = time.GetUtcNow(), UpdatedAt = time.GetUtcNow(),
    };

    /// <summary>Stores an uploaded file and answers 202 and where to see how it goes.</summary>
    internal async Task<IResult> AcceptAsync(ImportStatus status, ImportUpload upload, CancellationToken cancellationToken)
    {
        if (upload.Mapping is { } mapping) await store.StoreMappingAsync(status.ImportId, mapping, cancellationToken);
        await store.StoreFileAsync(status.ImportId, upload.File!, cancellationToken);
        return await AcceptAsync(status with { Preset = upload.Preset }, cancellationToken);
    }

    /// <summary>Makes an import run and answers 202.</summary>
    public async Task<IResult> AcceptAsync(ImportStatus status, CancellationToken cancellationToken)
    {
        await store.SaveAsync(status, cancellationToken);
        await store.EnqueueAsync(status.ImportId, cancellationToken);
        return Results.Json(status, ImportJson.Relaxed.ImportStatus, statusCode: StatusCodes.Status202Accepted);
    }
}
