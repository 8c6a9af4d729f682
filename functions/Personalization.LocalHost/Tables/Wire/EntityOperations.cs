using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace Personalization.LocalHost.Tables;

/// <summary>Reads and writes the rows of one table.</summary>
internal sealed class EntityOperations(TableService service, string table)
{
    private readonly string address = $"{service.Address}/{Uri.EscapeDataString(table)}";

    public async ValueTask<Response> InsertAsync(ITableEntity entity, bool async, CancellationToken cancellationToken)
    {
        EntityRules.CheckKeys(entity);
        using PooledContent content = Body(entity);
        using HttpMessage message = service.CreateMessage(RequestMethod.Post, address, content);
        message.Request.Headers.Add("Prefer", "return-no-content");
        return await service.SendAsync(message, async, cancellationToken);
    }

    /// <summary>Updates a row, or inserts it where no ETag is given.</summary>
    public async ValueTask<Response> UpdateAsync(
        ITableEntity entity, ETag ifMatch, TableUpdateMode mode, bool async, CancellationToken cancellationToken)
    {
        EntityRules.CheckKeys(entity);
        using PooledContent content = Body(entity);
        using HttpMessage message = service.CreateMessage(MethodOf(mode), AddressOf(entity.PartitionKey, entity.RowKey), content);
        if (ifMatch != default) message.Request.Headers.Add("If-Match", ifMatch.ToString());
        return await service.SendAsync(message, async, cancellationToken);
    }

    /// <summary>Deletes a row; the answer to one that does not exist has status 404.</summary>
    public async ValueTask<Response> DeleteAsync(string partitionKey, string rowKey, ETag ifMatch, bool async, CancellationToken cancellationToken)
    {
        EntityRules.CheckKeys(partitionKey, rowKey);
        using HttpMessage message = service.CreateMessage(RequestMethod.Delete, AddressOf(partitionKey, rowKey));
        message.Request.Headers.Add("If-Match", ifMatch == default ? "*" : ifMatch.ToString());
        return await service.SendAsync(message, async, cancellationToken, ExpectedStatus.NotFound);
    }

    /// <summary>Reads a row. With <paramref name="orMissing"/> the answer to one that does not exist has no value.</summary>
    public async ValueTask<(T? Entity, Response Response)> GetAsync<T>(
        string partitionKey, string rowKey, IEnumerable<string>? select, bool orMissing, bool async, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        EntityRules.CheckKeys(partitionKey, rowKey);
        string row = AddressOf(partitionKey, rowKey);
        if (select is not null) row = WithSelection(row, select);
        using HttpMessage message = service.CreateMessage(RequestMethod.Get, row);
        Response response = await service.SendAsync(message, async, cancellationToken, orMissing ? ExpectedStatus.NotFound : null);
        return (response.Status == 404 ? null : ReadEntity<T>(response), response);
    }

    public async ValueTask<Page<T>> QueryAsync<T>(
        string? filter, IEnumerable<string>? select, string? continuationToken, int? size, bool async, CancellationToken cancellationToken)
        where T : class, ITableEntity
    {
        QueryAddress query = new(address + "()");
        query.Append("$filter", filter);
        query.Append("$select", select is null ? null : string.Join(',', select));
        query.AppendTop(size);
        ContinuationToken.Append(query, continuationToken);
        using HttpMessage message = service.CreateMessage(RequestMethod.Get, query.ToString());
        Response response = await service.SendAsync(message, async, cancellationToken);
        return Page<T>.FromValues(ReadEntities<T>(response), ContinuationToken.From(response), response);
    }

    public async ValueTask<Response<IReadOnlyList<Response>>> SubmitAsync(
        IEnumerable<TableTransactionAction> actions, bool async, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(actions);
        IReadOnlyList<TableTransactionAction> batch = actions as IReadOnlyList<TableTransactionAction> ?? [.. actions];
        TransactionRules.Check(batch);
        using PooledContent content = new();
        TransactionWriter.Write(batch, this, service.Maps, content);
        using HttpMessage message = service.CreateMessage(RequestMethod.Post, service.Address + "/$batch", content, TransactionWriter.ContentType);
        Response response = await service.SendAsync(message, async, cancellationToken);
        return Response.FromValue(TransactionReader.Read(response), response);
    }

    /// <summary>The address of one row; a table's rows have it as their parent.</summary>
    public string AddressOf(string partitionKey, string rowKey) =>
        $"{address}(PartitionKey='{Escape(partitionKey)}',RowKey='{Escape(rowKey)}')";

    /// <summary>The address that rows are posted to.</summary>
    public string Address => address;

    public static RequestMethod MethodOf(TableUpdateMode mode) => mode switch
    {
        TableUpdateMode.Merge => RequestMethod.Patch,
        TableUpdateMode.Replace => RequestMethod.Put,
        _ => throw new ArgumentException($"Unexpected value for {nameof(mode)}: {mode}"),
    };

    private static string Escape(string key) => Uri.EscapeDataString(key.Replace("'", "''", StringComparison.Ordinal));

    private static string WithSelection(string row, IEnumerable<string> select)
    {
        QueryAddress query = new(row);
        query.Append("$select", string.Join(',', select));
        return query.ToString();
    }

    private PooledContent Body(ITableEntity entity)
    {
        PooledContent content = new();
        using EntityWriter writer = new(content);
        service.Maps.For(entity.GetType()).Write(entity, writer);
        return content;
    }

    private T ReadEntity<T>(Response response) where T : class, ITableEntity
    {
        Utf8JsonReader reader = new(response.Content.ToMemory().Span);
        reader.Read();
        return service.Maps.For<T>().Read(ref reader);
    }

    private List<T> ReadEntities<T>(Response response) where T : class, ITableEntity
    {
        EntityMap<T> map = service.Maps.For<T>();
        List<T> entities = [];
        Utf8JsonReader reader = new(response.Content.ToMemory().Span);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isValue = reader.ValueTextEquals("value"u8);
            reader.Read();
            if (!isValue) reader.Skip();
            else while (reader.Read() && reader.TokenType == JsonTokenType.StartObject) entities.Add(map.Read(ref reader));
        }
        return entities;
    }
}
