using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace Personalization.Functions.Http;

/// <summary>Reads request bodies up to a limit, compressed or not.</summary>
internal static class RequestBody
{
    /// <summary>
    /// The body; null when it is larger than the limit, compressed or not: then no more than the limit has been read.
    /// Throws <see cref="InvalidDataException"/> when it is not compressed the way its header says.
    /// </summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, int limit, CancellationToken cancellationToken)
    {
        if (request.ContentLength > limit) return null;
        await using Stream body = Decompressed(request);
        byte[] buffer = new byte[(int)Math.Min(limit, request.ContentLength ?? 4096) + 1];
        int length = 0;
        while (true)
        {
            int read = await body.ReadAsync(buffer.AsMemory(length), cancellationToken);
            length += read;
            if (length > limit) return null;
            if (read == 0) return buffer.AsMemory(0, length);
            if (length == buffer.Length) Array.Resize(ref buffer, Math.Min(buffer.Length * 2, limit + 1));
        }
    }

    private static Stream Decompressed(HttpRequest request) => request.Headers.ContentEncoding.ToString().ToLowerInvariant() switch
    {
        "gzip" => new GZipStream(request.Body, CompressionMode.Decompress),
        "br" => new BrotliStream(request.Body, CompressionMode.Decompress),
        "deflate" => new ZLibStream(request.Body, CompressionMode.Decompress),
        _ => request.Body,
    };
}
