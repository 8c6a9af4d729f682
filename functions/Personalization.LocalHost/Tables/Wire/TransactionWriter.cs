using System.Buffers;
using System.Text;
using Azure;
using Azure.Core;
using Azure.Data.Tables;

namespace Personalization.LocalHost.Tables;

/// <summary>
/// Writes a transaction as multipart/mixed: one change set with one HTTP request per action, at absolute addresses (Azurite takes no others).
/// </summary>
internal static class TransactionWriter
{
    // No part can contain a line break of its own (JSON and addresses escape them), so a fixed boundary cannot occur in one.
    public const string ContentType = "multipart/mixed; boundary=batch_7c1f5a0e2d6b4c3f9a8e1b2c3d4e5f60";

    private static ReadOnlySpan<byte> Opening =>
        "--batch_7c1f5a0e2d6b4c3f9a8e1b2c3d4e5f60\r\nContent-Type: multipart/mixed; boundary=changeset_0f1e2d3c4b5a69788796a5b4c3d2e1f0\r\n\r\n"u8;

    private static ReadOnlySpan<byte> Part =>
        "--changeset_0f1e2d3c4b5a69788796a5b4c3d2e1f0\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n\r\n"u8;

    private static ReadOnlySpan<byte> Headers => " HTTP/1.1\r\nAccept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0\r\n"u8;

    private static ReadOnlySpan<byte> Closing => "--changeset_0f1e2d3c4b5a69788796a5b4c3d2e1f0--\r\n--batch_7c1f5a0e2d6b4c3f9a8e1b2c3d4e5f60--\r\n"u8;

    public static void Write(IReadOnlyList<TableTransactionAction> actions, EntityOperations rows, EntityMaps maps, PooledContent output)
    {
        using EntityWriter writer = new(output);
        output.Write(Opening);
        for (int index = 0; index < actions.Count; index++)
        {
            try
            {
                WriteAction(actions[index], rows, maps, writer, output);
            }
            catch (RequestFailedException refusal)
            {
                throw TableErrors.InTransaction(refusal, index);
            }
        }
        output.Write(Closing);
        TransactionRules.CheckSize(output.Length);
    }

    private static void WriteAction(TableTransactionAction action, EntityOperations rows, EntityMaps maps, EntityWriter writer, PooledContent output)
    {
        ITableEntity entity = action.Entity;
        bool adds = action.ActionType == TableTransactionActionType.Add;
        bool deletes = action.ActionType == TableTransactionActionType.Delete;
        output.Write(Part);
        Write(MethodOf(action.ActionType).Method, output);
        output.Write(" "u8);
        Write(adds ? rows.Address : rows.AddressOf(entity.PartitionKey, entity.RowKey), output);
        output.Write(Headers);
        if (adds) output.Write("Prefer: return-no-content\r\n"u8);
        if (Condition(action) is { } etag) WriteCondition(etag, output);
        if (!deletes)
        {
            output.Write("Content-Type: application/json\r\n\r\n"u8);
            maps.For(entity.GetType()).Write(entity, writer);
        }
        output.Write("\r\n\r\n"u8);
    }

    private static string? Condition(TableTransactionAction action) => action.ActionType switch
    {
        TableTransactionActionType.Delete => action.ETag == default ? "*" : action.ETag.ToString(),
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpdateReplace => action.ETag == default ? null : action.ETag.ToString(),
        _ => null,
    };

    private static void WriteCondition(string etag, PooledContent output)
    {
        if (etag.AsSpan().ContainsAny('\r', '\n')) throw new ArgumentException("An ETag cannot contain a line break", nameof(etag));
        output.Write("If-Match: "u8);
        Write(etag, output);
        output.Write("\r\n"u8);
    }

    private static RequestMethod MethodOf(TableTransactionActionType type) => type switch
    {
        TableTransactionActionType.Add => RequestMethod.Post,
        TableTransactionActionType.Delete => RequestMethod.Delete,
        TableTransactionActionType.UpdateMerge or TableTransactionActionType.UpsertMerge => RequestMethod.Patch,
        TableTransactionActionType.UpdateReplace or TableTransactionActionType.UpsertReplace => RequestMethod.Put,
        _ => throw new InvalidOperationException($"Unknown action type {type}"),
    };

    private static void Write(string text, PooledContent output) => Encoding.UTF8.GetBytes(text, output);
}
