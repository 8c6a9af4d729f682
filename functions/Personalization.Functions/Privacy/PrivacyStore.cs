using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Personalization.Functions.Jobs;
using Personalization.Functions.Storage;
using Personalization.Privacy.Requests;

namespace Personalization.Functions.Privacy;

/// <summary>A request with the version it is stored under.</summary>
internal sealed record StoredRequest(PrivacyRequest Request, ETag Version);

/// <summary>
/// Requests about people in the container <c>privacy</c>: <c>requests/ID/status.json</c>, while it is under way <c>subject.json</c> with the person in
/// clear, and what was exported as <c>export.json</c>.
/// </summary>
/// <param name="blobs">Blobs.</param>
/// <param name="jobs">Makes them run.</param>
public sealed class PrivacyStore(BlobServiceClient blobs, JobQueue jobs) : IDisposable
{
    internal const string Container = "privacy";

    private readonly BlobFolder folder = new(blobs, Container);

    internal async Task<StoredRequest?> FindAsync(string id, CancellationToken cancellationToken) =>
        await folder.ReadAsync(Status(id), null, cancellationToken) is { Bytes: { } bytes, Version: { } version }
            ? new StoredRequest(JsonSerializer.Deserialize(bytes.ToMemory().Span, PrivacyJson.Relaxed.PrivacyRequest)!, version) : null;

    /// <summary>
    /// Stores a new request and whom it is about, and lets it run. Of one that came before gives what is stored: it goes on from there, so that a
    /// sender who was not answered may send again.
    /// </summary>
    internal async Task<PrivacyRequest> AddAsync(PrivacyRequest request, PrivacySubject subject, CancellationToken cancellationToken)
    {
        PrivacyRequest? known = (await FindAsync(request.Id, cancellationToken))?.Request;
        if (known is null)
        {
            await SaveSubjectAsync(request.Id, subject, cancellationToken);
            if (await TryStartAsync(request, cancellationToken) is { } other) known = other;
        }
        // Of one that has ended nobody's name is kept.
        if (known is { IsOver: true }) await ForgetSubjectAsync(request.Id, cancellationToken);
        else await EnqueueAsync(request.Id, TimeSpan.Zero, cancellationToken);
        return known ?? request;
    }

    /// <summary>Stores a new request; gives the stored one where there is one already, and null otherwise.</summary>
    internal async Task<PrivacyRequest?> TryStartAsync(PrivacyRequest request, CancellationToken cancellationToken) =>
        await folder.TryWriteAsync(Status(request.Id), Bytes(request, PrivacyJson.Relaxed.PrivacyRequest), null, cancellationToken) is null
            ? (await FindAsync(request.Id, cancellationToken))?.Request : null;

    /// <summary>The newest requests, newest first.</summary>
    /// <param name="most">How many.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<IReadOnlyList<PrivacyRequest>> NewestAsync(int most, CancellationToken cancellationToken)
    {
        List<(DateTimeOffset At, string Id)> all = [];
        await foreach (BlobItem blob in ListAsync(cancellationToken))
            if (blob.Name.Split('/') is [_, var id, "status.json"]) all.Add((blob.Properties.LastModified ?? default, id));
        List<PrivacyRequest> found = [];
        foreach ((_, string id) in all.OrderByDescending(one => one.At).ThenBy(one => one.Id, StringComparer.Ordinal).Take(most))
            if (await FindAsync(id, cancellationToken) is { } stored) found.Add(stored.Request);
        return found;
    }

    /// <summary>Stores how far a request is; null when somebody else is at it.</summary>
    internal async Task<StoredRequest?> TrySaveAsync(StoredRequest stored, PrivacyRequest next, CancellationToken cancellationToken) =>
        await folder.TryWriteAsync(Status(next.Id), Bytes(next, PrivacyJson.Relaxed.PrivacyRequest), stored.Version, cancellationToken) is { } version
            ? new StoredRequest(next, version) : null;

    internal async Task<PrivacySubject?> SubjectAsync(string id, CancellationToken cancellationToken) =>
        (await folder.ReadAsync(Subject(id), null, cancellationToken)).Bytes is { } bytes ? JsonSerializer.Deserialize(bytes.ToMemory().Span, PrivacyJson.Relaxed.PrivacySubject) : null;

    internal Task SaveSubjectAsync(string id, PrivacySubject subject, CancellationToken cancellationToken) =>
        folder.WriteAsync(Subject(id), Bytes(subject, PrivacyJson.Relaxed.PrivacySubject), cancellationToken);

    internal Task ForgetSubjectAsync(string id, CancellationToken cancellationToken) => folder.RemoveAsync(Subject(id), cancellationToken);

    internal async Task<BinaryData?> ExportAsync(string id, CancellationToken cancellationToken) => (await folder.ReadAsync(Export(id), null, cancellationToken)).Bytes;

    internal Task SaveExportAsync(string id, BinaryData export, CancellationToken cancellationToken) => folder.WriteAsync(Export(id), export, cancellationToken);

    internal Task RemoveExportAsync(string id, CancellationToken cancellationToken) => folder.RemoveAsync(Export(id), cancellationToken);

    /// <summary>Whether a blob is the one that names the person of a request in clear: no search through storage can do without it.</summary>
    internal static bool IsSubject(string container, string blob, string id) => container == Container && blob == Subject(id);

    /// <summary>Exports that are there: the request's id, and when it was written.</summary>
    internal async IAsyncEnumerable<(string Id, DateTimeOffset At)> ExportsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (BlobItem blob in ListAsync(cancellationToken))
            if (blob.Name.Split('/') is [_, var id, "export.json"]) yield return (id, blob.Properties.LastModified ?? default);
    }

    /// <summary>Makes a request run, or go on, after a while.</summary>
    internal Task EnqueueAsync(string id, TimeSpan after, CancellationToken cancellationToken) => jobs.SendAsync(PrivacyJob.KindName, id, cancellationToken, after);

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    private AsyncPageable<BlobItem> ListAsync(CancellationToken cancellationToken) => blobs.GetBlobContainerClient(Container).GetBlobsAsync(prefix: "requests/", cancellationToken: cancellationToken);

    private static string Status(string id) => $"requests/{id}/status.json";

    private static string Subject(string id) => $"requests/{id}/subject.json";

    private static string Export(string id) => $"requests/{id}/export.json";

    private static BinaryData Bytes<T>(T value, JsonTypeInfo<T> type) => new(JsonSerializer.SerializeToUtf8Bytes(value, type));
}

/// <summary>Source-generated serializers of requests about people.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(PrivacyRequest))]
[JsonSerializable(typeof(PrivacySubject))]
[JsonSerializable(typeof(PrivacyListBody))]
[JsonSerializable(typeof(SignedReceipt))]
[JsonSerializable(typeof(ReceiptCheck))]
internal sealed partial class PrivacyJson : JsonSerializerContext
{
    /// <summary>camelCase, absent members left out.</summary>
    public static PrivacyJson Relaxed { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<PrivacyState>(JsonNamingPolicy.CamelCase), new JsonStringEnumConverter<PrivacyKind>(JsonNamingPolicy.CamelCase) },
    });
}

/// <summary>A receipt as it is given out.</summary>
internal sealed record SignedReceipt(JsonElement Receipt, string Signature);

/// <summary>Whether a receipt is one of ours, unchanged.</summary>
internal sealed record ReceiptCheck(bool Valid);
