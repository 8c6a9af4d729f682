using System.Buffers.Text;
using System.IO.Compression;
using System.Text;

namespace Personalization.Events;

/// <summary>How events travel from capture to processing: their lines, compressed, as text that any queue carries unchanged.</summary>
public static class EventPackage
{
    /// <summary>Lines deflated, in base64. The prefix is storage format: messages of an older version may wait in a queue.</summary>
    private const string Inline = "e1:";

    /// <summary>The name of a blob that holds the deflated lines.</summary>
    private const string Claim = "c1:";

    /// <summary>Deflates lines, each ended by a line feed.</summary>
    public static byte[] Compress(IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        using MemoryStream packed = new();
        using (DeflateStream deflate = new(packed, CompressionLevel.Fastest, leaveOpen: true))
            foreach (ReadOnlyMemory<byte> line in lines)
            {
                deflate.Write(line.Span);
                deflate.WriteByte((byte)'\n');
            }
        return packed.ToArray();
    }

    /// <summary>The lines of a compressed package. Throws <see cref="InvalidDataException"/> for one that is damaged or cut within a line.</summary>
    public static ReadOnlyMemory<byte> Decompress(ReadOnlyMemory<byte> packed)
    {
        using DeflateStream deflate = new(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
        using MemoryStream lines = new();
        deflate.CopyTo(lines);
        // The stream ends quietly where its bytes do.
        if (lines.Length > 0 && lines.GetBuffer()[lines.Length - 1] != (byte)'\n') throw new InvalidDataException("The package of events is cut");
        return lines.GetBuffer().AsMemory(0, (int)lines.Length);
    }

    /// <summary>The message that carries a package itself.</summary>
    public static string Message(ReadOnlySpan<byte> packed) => Inline + Convert.ToBase64String(packed);

    /// <summary>The length in characters of <see cref="Message"/> for a package of so many bytes.</summary>
    public static int MessageLength(int packedBytes) => Inline.Length + Base64.GetMaxEncodedToUtf8Length(packedBytes);

    /// <summary>The message that names the blob that holds a package.</summary>
    public static string ClaimMessage(string blobName) => Claim + blobName;

    /// <summary>The blob that a message names, or null when the message carries the package itself.</summary>
    public static string? ClaimedBlob(string message) => message.StartsWith(Claim, StringComparison.Ordinal) ? message[Claim.Length..] : null;

    /// <summary>The package that a message carries. Throws <see cref="FormatException"/> for text that is no message of this suite.</summary>
    public static byte[] Packed(string message) =>
        message.StartsWith(Inline, StringComparison.Ordinal)
            ? Convert.FromBase64String(message[Inline.Length..])
            : throw new FormatException("Not an event message: " + Encoding.UTF8.GetByteCount(message) + " bytes that begin neither with e1: nor c1:");
}
