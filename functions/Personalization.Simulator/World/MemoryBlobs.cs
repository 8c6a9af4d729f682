using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Personalization.Simulator.World;

/// <summary>
/// As much of a blob service as small blobs need that are read whole and replaced by version, in memory, behind the SDK's own client: the
/// app's stores on blobs run as they are. Whatever else is asked of it is refused by name, so that nothing is believed stored that is not.
/// </summary>
internal sealed class MemoryBlobs : HttpMessageHandler
{
    private readonly ConcurrentDictionary<string, (byte[] Bytes, string Version)> blobs = new(StringComparer.Ordinal);
    private int versions;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        string path = request.RequestUri!.AbsolutePath, query = request.RequestUri.Query;
        if (query.Contains("restype=container", StringComparison.Ordinal) && !query.Contains("comp=", StringComparison.Ordinal)) return Answer(HttpStatusCode.Created);
        if (query.Contains("comp=", StringComparison.Ordinal)) return Unknown(request);
        if (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head) return Read(path, request);
        if (request.Method == HttpMethod.Put) return Write(path, request, await request.Content!.ReadAsByteArrayAsync(cancellationToken));
        if (request.Method == HttpMethod.Delete) return blobs.TryRemove(path, out _) ? Answer(HttpStatusCode.Accepted) : Missing();
        return Unknown(request);
    }

    private HttpResponseMessage Read(string path, HttpRequestMessage request)
    {
        if (!blobs.TryGetValue(path, out (byte[] Bytes, string Version) blob)) return Missing();
        if (request.Headers.IfNoneMatch.Any(tag => tag.Tag == blob.Version)) return Answer(HttpStatusCode.NotModified);
        HttpResponseMessage answer = Answer(HttpStatusCode.OK, blob.Version);
        answer.Content = new ByteArrayContent(blob.Bytes) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream"), LastModified = DateTimeOffset.UnixEpoch } };
        answer.Headers.TryAddWithoutValidation("x-ms-blob-type", "BlockBlob");
        return answer;
    }

    private HttpResponseMessage Write(string path, HttpRequestMessage request, byte[] bytes)
    {
        bool exists = blobs.TryGetValue(path, out (byte[] Bytes, string Version) blob);
        if (exists && request.Headers.IfNoneMatch.Count > 0) return Refused(HttpStatusCode.Conflict, "BlobAlreadyExists");
        if (request.Headers.IfMatch.Count > 0 && !(exists && request.Headers.IfMatch.Any(tag => tag.Tag == blob.Version))) return Refused(HttpStatusCode.PreconditionFailed, "ConditionNotMet");
        string version = string.Create(CultureInfo.InvariantCulture, $"\"0x{Interlocked.Increment(ref versions):X}\"");
        blobs[path] = (bytes, version);
        return Answer(HttpStatusCode.Created, version);
    }

    private static HttpResponseMessage Answer(HttpStatusCode status, string? version = null)
    {
        HttpResponseMessage answer = new(status) { Content = new ByteArrayContent([]) { Headers = { LastModified = DateTimeOffset.UnixEpoch } } };
        if (version is not null) answer.Headers.ETag = new EntityTagHeaderValue(version);
        return answer;
    }

    private static HttpResponseMessage Missing() => Refused(HttpStatusCode.NotFound, "BlobNotFound");

    private static HttpResponseMessage Unknown(HttpRequestMessage request) => throw new NotSupportedException($"The simulated storage does not know {request.Method} {request.RequestUri}");

    private static HttpResponseMessage Refused(HttpStatusCode status, string code)
    {
        HttpResponseMessage answer = Answer(status);
        answer.Headers.TryAddWithoutValidation("x-ms-error-code", code);
        return answer;
    }
}
