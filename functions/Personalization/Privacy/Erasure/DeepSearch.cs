using System.Buffers;
using System.Buffers.Text;
using System.IO.Compression;

namespace Personalization.Privacy.Erasure;

/// <summary>Looks for a person among bytes as they are, and inside what is packed in them: gzip, deflate, Brotli and Base64, one within the other.</summary>
/// <param name="search">What to look for.</param>
public sealed class DeepSearch(PersonSearch search)
{
    /// <summary>Bytes that are looked into as a whole; of more only the parts as they are, and the Base64 within each.</summary>
    public const int MostWhole = 16 * 1024 * 1024;

    private const int MostDeep = 4;
    private const int MostUnpacked = 64 * 1024 * 1024;
    private const int ShortestBase64 = 16;
    private static readonly SearchValues<byte> Letters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"u8);

    /// <summary>Whether the person is in there.</summary>
    /// <param name="bytes">What to look into.</param>
    /// <param name="whole">Whether it is all of something, which may be packed.</param>
    public bool IsIn(ReadOnlyMemory<byte> bytes, bool whole = true) => IsIn(bytes, whole, 0);

    private bool IsIn(ReadOnlyMemory<byte> bytes, bool whole, int depth)
    {
        if (search.IsIn(bytes.Span)) return true;
        if (depth == MostDeep) return false;
        if (whole)
            foreach (ReadOnlyMemory<byte> unpacked in Unpacked(bytes))
                if (IsIn(unpacked, true, depth + 1)) return true;
        foreach (Range run in Runs(bytes))
            if (Decoded(bytes[run].Span) is { } inner && IsIn(inner, true, depth + 1)) return true;
        return false;
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Unpacked(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Length < 3 || LooksLikeText(bytes.Span)) yield break;
        if (bytes.Span is [0x1f, 0x8b, ..])
        {
            if (TryUnpack(bytes, stream => new GZipStream(stream, CompressionMode.Decompress)) is { } plain) yield return plain;
            yield break;
        }
        if (TryUnpack(bytes, stream => new DeflateStream(stream, CompressionMode.Decompress)) is { } inflated) yield return inflated;
        if (TryUnpack(bytes, stream => new BrotliStream(stream, CompressionMode.Decompress)) is { } lighter) yield return lighter;
    }

    private static bool LooksLikeText(ReadOnlySpan<byte> bytes) => bytes[..Math.Min(64, bytes.Length)].IndexOfAnyInRange((byte)0, (byte)8) < 0 && bytes[0] is > 31 and < 127;

    private static byte[]? TryUnpack(ReadOnlyMemory<byte> bytes, Func<Stream, Stream> unpack)
    {
        try
        {
            using MemoryStream plain = new();
            using Stream stream = unpack(new MemoryStream(bytes.ToArray()));
            byte[] part = new byte[64 * 1024];
            for (int read; plain.Length < MostUnpacked && (read = stream.Read(part)) > 0;) plain.Write(part, 0, read);
            return plain.Length == 0 ? null : plain.ToArray();
        }
        catch (Exception fault) when (fault is InvalidDataException or InvalidOperationException)
        {
            return null; // Not packed so.
        }
    }

    private static IEnumerable<Range> Runs(ReadOnlyMemory<byte> bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            int start = bytes.Span[at..].IndexOfAny(Letters);
            if (start < 0) yield break;
            start += at;
            int length = bytes.Span[start..].IndexOfAnyExcept(Letters);
            int end = length < 0 ? bytes.Length : start + length;
            if (end - start >= ShortestBase64) yield return start..end;
            at = end + 1;
        }
    }

    private static byte[]? Decoded(ReadOnlySpan<byte> run)
    {
        // Padding may stand behind the run, and a run that was cut may be of any length.
        byte[] text = run[..(run.Length % 4 == 1 ? run.Length - 1 : run.Length)].ToArray();
        text.AsSpan().Replace((byte)'+', (byte)'-');
        text.AsSpan().Replace((byte)'/', (byte)'_');
        byte[] bytes = new byte[Base64Url.GetMaxDecodedLength(text.Length)];
        return Base64Url.DecodeFromUtf8(text, bytes, out _, out int written) is OperationStatus.Done && written > 0 ? bytes[..written] : null;
    }
}
