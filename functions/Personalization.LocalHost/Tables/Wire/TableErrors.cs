using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace Personalization.LocalHost.Tables;

/// <summary>
/// Turns refusals of the service into exceptions: <c>{"odata.error":{"code":"...","message":{"value":"..."}}}</c> or the header x-ms-error-code.
/// </summary>
internal sealed class TableErrors : RequestFailedDetailsParser
{
    private static readonly TableErrors Instance = new();

    private TableErrors()
    {
    }

    public static RequestFailedException From(Response response) => new(response, null, Instance);

    /// <summary>A refusal that the service itself would give, found before sending.</summary>
    public static RequestFailedException Refused(string code, string message, int status = 400) => new(status, $"{message} ({code})", code, null);

    /// <summary>A transaction refused because of one of its actions.</summary>
    public static TableTransactionFailedException InTransaction(RequestFailedException cause, int? index)
    {
        if (index is { } position) cause.Data[TableTransactionFailedException.FailedIndexKey] = position.ToString(CultureInfo.InvariantCulture);
        return new TableTransactionFailedException(cause);
    }

    public override bool TryParse(Response response, out ResponseError? error, out IDictionary<string, string>? data)
    {
        data = null;
        (string? code, string? message) = ReadBody(response);
        code ??= response.Headers.TryGetValue("x-ms-error-code", out string? header) ? header : null;
        error = code is null ? null : new ResponseError(code, message);
        return error is not null;
    }

    /// <summary>The position before the message of a failed transaction: <c>3:The specified entity already exists</c>.</summary>
    public static int? FailedIndex(Response response)
    {
        string message = ReadBody(response).Message ?? "";
        int colon = message.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && int.TryParse(message.AsSpan(0, colon), out int index) ? index : null;
    }

    private static (string? Code, string? Message) ReadBody(Response response)
    {
        if (response.ContentStream is null) return (null, null);
        if (response.Content.ToMemory() is not { Length: > 0 } body || body.Span[0] != (byte)'{') return (null, null);
        try
        {
            using JsonDocument document = JsonDocument.Parse(body);
            if (!document.RootElement.TryGetProperty("odata.error", out JsonElement error)) return (null, null);
            string? code = error.TryGetProperty("code", out JsonElement value) ? value.GetString() : null;
            string? message = error.TryGetProperty("message", out value) && value.TryGetProperty("value", out value) ? value.GetString() : null;
            return (code, message);
        }
        catch (JsonException)
        {
            // A proxy's answer, not the service's: the status alone must do.
            return (null, null);
        }
    }
}
