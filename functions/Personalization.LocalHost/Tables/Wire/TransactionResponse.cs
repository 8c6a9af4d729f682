using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Azure;
using Azure.Core;

namespace Personalization.LocalHost.Tables;

/// <summary>
/// The response of one action, a piece of the response to the transaction. Hardly anyone looks at its headers: they are read when asked for.
/// </summary>
internal sealed class TransactionResponse : Response
{
    // "HTTP/1.1 "
    private const int StatusPosition = 9;

    private readonly ReadOnlyMemory<byte> head;
    private List<HttpHeader>? headers;

    /// <param name="part">A status line, headers, an empty line and a body; the empty line may lack together with the body.</param>
    /// <exception cref="FormatException">The status line has no status.</exception>
    public TransactionResponse(ReadOnlyMemory<byte> part)
    {
        int end = part.Span.IndexOf("\r\n\r\n"u8);
        head = end < 0 ? part : part[..end];
        ReadOnlyMemory<byte> body = end < 0 ? default : part[(end + 4)..];
        if (!Utf8Parser.TryParse(head.Span[StatusPosition..], out int status, out _))
            throw new FormatException("A part of the transaction's response has no status");
        Status = status;
        ClientRequestId = "";
        // Only failures have a body, and whoever reads it wants a stream with a visible buffer.
        ContentStream = body.IsEmpty ? null : new MemoryStream(body.ToArray(), 0, body.Length, writable: false, publiclyVisible: true);
    }

    public override int Status { get; }

    public override string ReasonPhrase => Lines()[0].Split(' ', 3).ElementAtOrDefault(2) ?? "";

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; }

    private List<HttpHeader> ParsedHeaders => headers ??= [.. Lines().Skip(1).Select(ParseHeader)];

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => ParsedHeaders;

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = ParsedHeaders.Find(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
        return value is not null;
    }

    protected override bool TryGetHeaderValues(string name, [NotNullWhen(true)] out IEnumerable<string>? values)
    {
        values = TryGetHeader(name, out string? value) ? [value] : null;
        return values is not null;
    }

    private static HttpHeader ParseHeader(string line)
    {
        int colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? new HttpHeader(line, "") : new HttpHeader(line[..colon], line[(colon + 1)..].Trim());
    }

    private string[] Lines() => Encoding.UTF8.GetString(head.Span).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
}
