using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Data.Tables.Models;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Personalization.EndToEnd.Tests;

/// <summary>Looks for words in all that a storage account holds, by nothing but the services themselves: rows, blobs, messages, and what is packed in them.</summary>
internal static partial class StorageBytes
{
    /// <summary>Where any of the words stands: kind, name, and the word.</summary>
    public static async Task<IReadOnlyList<string>> PlacesOfAsync(string connection, IReadOnlyList<string> words)
    {
        SortedSet<string> found = new(StringComparer.Ordinal);
        await foreach ((string place, byte[] bytes) in AllAsync(connection))
            foreach (byte[] plain in Plain(bytes, 0))
            {
                string text = Encoding.UTF8.GetString(plain);
                foreach (string word in words.Where(word => text.Contains(word, StringComparison.OrdinalIgnoreCase) || text.Contains(Escaped(word), StringComparison.OrdinalIgnoreCase)))
                    found.Add($"{place}: {word}");
            }
        return [.. found];
    }

    /// <summary>Names of all tables, queues and containers.</summary>
    public static async Task<IReadOnlyList<string>> NamesAsync(string connection)
    {
        List<string> names = [];
        await foreach (TableItem one in new TableServiceClient(connection).QueryAsync()) names.Add("table " + one.Name);
        await foreach (QueueItem one in new QueueServiceClient(connection).GetQueuesAsync()) names.Add("queue " + one.Name);
        await foreach (BlobContainerItem one in new BlobServiceClient(connection).GetBlobContainersAsync()) names.Add("container " + one.Name);
        return names;
    }

    private static async IAsyncEnumerable<(string Place, byte[] Bytes)> AllAsync(string connection)
    {
        TableServiceClient tables = new(connection);
        await foreach (TableItem table in tables.QueryAsync())
            await foreach (TableEntity row in tables.GetTableClient(table.Name).QueryAsync<TableEntity>())
            {
                using MemoryStream whole = new();
                foreach ((string name, object? value) in row)
                {
                    if (value is byte[] bytes)
                    {
                        whole.Write(bytes);
                        yield return ($"table {table.Name}", bytes);
                    }
                    else yield return ($"table {table.Name}", Encoding.UTF8.GetBytes($"{name}={value}"));
                }
                yield return ($"table {table.Name}", whole.ToArray());
            }
        BlobServiceClient blobs = new(connection);
        await foreach (BlobContainerItem container in blobs.GetBlobContainersAsync())
            await foreach (BlobItem blob in blobs.GetBlobContainerClient(container.Name).GetBlobsAsync(BlobTraits.All, BlobStates.All))
            {
                yield return ($"container {container.Name}", Encoding.UTF8.GetBytes(blob.Name));
                yield return ($"container {container.Name} {blob.Name}", (await blobs.GetBlobContainerClient(container.Name).GetBlobClient(blob.Name).DownloadContentAsync()).Value.Content.ToArray());
            }
        QueueServiceClient queues = new(connection);
        await foreach (QueueItem queue in queues.GetQueuesAsync())
            foreach (PeekedMessage message in (await queues.GetQueueClient(queue.Name).PeekMessagesAsync(32)).Value) yield return ($"queue {queue.Name}", message.Body.ToArray());
    }

    private static IEnumerable<byte[]> Plain(byte[] bytes, int depth)
    {
        yield return bytes;
        if (depth == 4) yield break;
        foreach (Func<Stream, Stream> unpack in (Func<Stream, Stream>[])[one => new GZipStream(one, CompressionMode.Decompress), one => new DeflateStream(one, CompressionMode.Decompress), one => new BrotliStream(one, CompressionMode.Decompress)])
            if (Unpacked(bytes, unpack) is { Length: > 0 } inner)
                foreach (byte[] one in Plain(inner, depth + 1)) yield return one;
        foreach (Match run in Base64().Matches(Encoding.Latin1.GetString(bytes)))
        {
            string text = run.Value.Replace('-', '+').Replace('_', '/');
            text = text[..(text.Length - (text.Length % 4 == 1 ? 1 : 0))];
            if (Decoded(text.PadRight((text.Length + 3) / 4 * 4, '=')) is { } inner)
                foreach (byte[] one in Plain(inner, depth + 1)) yield return one;
        }
    }

    private static byte[]? Decoded(string text)
    {
        byte[] bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out int count) ? bytes[..count] : null;
    }

    private static byte[]? Unpacked(byte[] bytes, Func<Stream, Stream> unpack)
    {
        try
        {
            using Stream stream = unpack(new MemoryStream(bytes));
            using MemoryStream plain = new();
            stream.CopyTo(plain);
            return plain.ToArray();
        }
        catch (Exception fault) when (fault is InvalidDataException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Escaped(string word) => System.Text.Json.JsonEncodedText.Encode(word).Value;

    [GeneratedRegex("[A-Za-z0-9+/_-]{16,}")]
    private static partial Regex Base64();
}
