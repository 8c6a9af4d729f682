using Azure;

namespace Personalization.LocalHost.Tables;

/// <summary>Reads the answer to a transaction: the response of each action, or the one that failed.</summary>
internal static class TransactionReader
{
    private static ReadOnlySpan<byte> StatusLine => "HTTP/1.1 "u8;

    /// <exception cref="Azure.Data.Tables.TableTransactionFailedException">An action failed.</exception>
    public static IReadOnlyList<Response> Read(Response response)
    {
        ReadOnlyMemory<byte> rest = response.Content.ToMemory();
        List<Response> parts = [];
        for (int start = rest.Span.IndexOf(StatusLine); start >= 0; start = rest.Span.IndexOf(StatusLine))
        {
            rest = rest[start..];
            int length = LengthOf(rest.Span);
            parts.Add(new TransactionResponse(rest[..length]));
            rest = rest[length..];
        }
        if (parts.Find(part => part.Status >= 400) is { } failed)
            throw TableErrors.InTransaction(TableErrors.From(failed), TableErrors.FailedIndex(failed));
        return parts;
    }

    // A part ends where the next boundary begins on a line of its own; JSON has no line breaks.
    private static int LengthOf(ReadOnlySpan<byte> text)
    {
        int changeset = text.IndexOf("\r\n--changesetresponse_"u8);
        if (changeset >= 0) return changeset;
        int batch = text.IndexOf("\r\n--batchresponse_"u8);
        return batch >= 0 ? batch : text.Length;
    }
}
