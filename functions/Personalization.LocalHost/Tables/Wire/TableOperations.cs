using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Data.Tables.Models;

namespace Personalization.LocalHost.Tables;

/// <summary>Creates, deletes and lists tables.</summary>
internal static class TableOperations
{
    public static async ValueTask<Response<TableItem>> CreateTableAsync(
        this TableService service, string name, bool orExists, bool async, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        using PooledContent content = new();
        using (Utf8JsonWriter json = new(content))
        {
            json.WriteStartObject();
            json.WriteString("TableName"u8, name);
            json.WriteEndObject();
        }
        using HttpMessage message = service.CreateMessage(RequestMethod.Post, service.Address + "/Tables", content);
        message.Request.Headers.Add("Prefer", "return-no-content");
        Response response = await service.SendAsync(message, async, cancellationToken, orExists ? ExpectedStatus.Conflict : null);
        // Another conflict is a table in the middle of its deletion: it does not exist.
        if (response.Status == 409 && TableErrors.From(response) is var refusal && refusal.ErrorCode != TableErrorCode.TableAlreadyExists)
            throw refusal;
        return Response.FromValue(new TableItem(name), response);
    }

    /// <summary>Deletes the table; the answer to a table that does not exist has status 404.</summary>
    public static async ValueTask<Response> DeleteTableAsync(this TableService service, string name, bool async, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        using HttpMessage message = service.CreateMessage(RequestMethod.Delete, $"{service.Address}/Tables('{Uri.EscapeDataString(name)}')");
        return await service.SendAsync(message, async, cancellationToken, ExpectedStatus.NotFound);
    }

    public static async ValueTask<Page<TableItem>> ListTablesAsync(
        this TableService service, string? filter, string? continuationToken, int? size, bool async, CancellationToken cancellationToken)
    {
        QueryAddress address = new(service.Address + "/Tables");
        address.Append("$filter", filter);
        address.AppendTop(size);
        address.Append("NextTableName", continuationToken);
        using HttpMessage message = service.CreateMessage(RequestMethod.Get, address.ToString());
        Response response = await service.SendAsync(message, async, cancellationToken);
        string? next = response.Headers.TryGetValue("x-ms-continuation-NextTableName", out string? name) ? name : null;
        return Page<TableItem>.FromValues(ReadTables(response), next, response);
    }

    private static List<TableItem> ReadTables(Response response)
    {
        using JsonDocument document = JsonDocument.Parse(response.Content.ToMemory());
        JsonElement tables = document.RootElement.GetProperty("value");
        return [.. tables.EnumerateArray().Select(table => new TableItem(table.GetProperty("TableName").GetString()!))];
    }
}
