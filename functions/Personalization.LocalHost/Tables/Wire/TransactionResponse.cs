using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using Azure;
using Azure.Core;

namespace Personalization.LocalHost.Tables;

/// <summary>The response of one action, read from the bytes of the whole.</summary>
internal sealed class TransactionResponse : Response
{
    private readonly List<HttpHeader> headers;

    private TransactionResponse(int status, string reasonPhrase, List<HttpHeader> headers, ReadOnlyMemory<byte> body)
    {
        Status = status;
        ReasonPhrase = reasonPhrase;
        this.headers = headers;
        // Only failures have a body. Whoever reads it wants a stream with a visible buffer.
        ContentStream = body.IsEmpty ? null : new MemoryStream(body.ToArray(), 0, body.Length, writable: false, publiclyVisible: true);
        ClientRequestId = "";
    }

    public override int Status { get; }

    public override string ReasonPhrase { get; }

    public override Stream? ContentStream { get; set; }

    public override string ClientRequestId { get; set; }

    /// <summary>Reads a status line, headers, an empty line and a body (which may lack, with its empty line).</summary>
    public static TransactionResponse Parse(ReadOnlyMemory<byte> part)
    {
        int end = part.Span.IndexOf("\r\n\r\n"u8);
        string[] lines = Encoding.UTF8.GetString(end < 0 ? part.Span : part.Span[..end]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        string[] status = lines[0].Split(' ', 3);
        ReadOnlyMemory<byte> body = end < 0 ? default : part[(end + 4)..];
        return new TransactionResponse(int.Parse(status[1], CultureInfo.InvariantCulture), status.ElementAtOrDefault(2) ?? "", [.. lines.Skip(1).Select(ParseHeader)], body);
    }

    public override void Dispose() => ContentStream?.Dispose();

    protected override bool ContainsHeader(string name) => TryGetHeader(name, out _);

    protected override IEnumerable<HttpHeader> EnumerateHeaders() => headers;

    protected override bool TryGetHeader(string name, [NotNullWhen(true)] out string? value)
    {
        value = headers.Find(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Value;
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
}
