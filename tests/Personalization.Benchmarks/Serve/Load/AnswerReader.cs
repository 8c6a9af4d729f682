using System.Buffers.Text;
using System.Globalization;

namespace Personalization.Benchmarks.Serve.Load;

/// <summary>As much of HTTP/1.1 as finding the end of an answer takes.</summary>
internal static class AnswerReader
{
    private static ReadOnlySpan<byte> Line => "\r\n"u8;

    public static bool IsOk(ReadOnlySpan<byte> answer) => answer.StartsWith("HTTP/1.1 200 "u8);

    /// <summary>Length of the body, or -1 while the answer is not whole.</summary>
    public static int BodyLength(ReadOnlySpan<byte> answer)
    {
        int head = answer.IndexOf("\r\n\r\n"u8);
        if (head < 0) return -1;
        ReadOnlySpan<byte> headers = answer[..(head + Line.Length)], body = answer[(head + 2 * Line.Length)..];
        int length = headers.IndexOf("\r\nContent-Length: "u8);
        if (length < 0) return Chunked(body);
        if (!Utf8Parser.TryParse(headers[(length + "\r\nContent-Length: ".Length)..], out int expected, out _)) throw new InvalidDataException("Content-Length is no number");
        return body.Length < expected ? -1 : expected;
    }

    private static int Chunked(ReadOnlySpan<byte> body)
    {
        int sum = 0;
        while (body.IndexOf(Line) is >= 0 and int end)
        {
            int size = int.Parse(body[..end], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            int next = end + Line.Length + size + Line.Length;
            if (body.Length < next) return -1;
            if (size == 0) return sum;
            sum += size;
            body = body[next..];
        }
        return -1;
    }
}
