using System.Globalization;
using System.Text;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;

namespace Personalization.LocalHost.ServiceBus;

/// <summary>
/// The message ids of one queue or topic within Azure's default window of ten minutes. They lie in append blobs of two minutes each,
/// so that a restart and other processes see them, and so that forgetting is deleting a few blobs.
/// </summary>
internal sealed class DuplicateLog(BlobContainerClient container, EntityName entity, TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Slot = Window / 5;

    private readonly string prefix = $"duplicates/{entity.StorageName}/";
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Dictionary<string, DateTimeOffset> seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> read = [];
    private string? slot;

    /// <summary>
    /// Sends what has not been sent within the window and remembers it. A message is remembered after it has been sent:
    /// a death between the two costs a duplicate, never a message.
    /// </summary>
    public async Task SendNewAsync(IEnumerable<Envelope> messages, Func<Envelope, Task> send, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        StringBuilder sent = new();
        try
        {
            DateTimeOffset now = clock.GetUtcNow();
            await RefreshAsync(now, cancellationToken);
            foreach (Envelope message in messages)
            {
                if (message.MessageId is { } known && seen.TryGetValue(known, out DateTimeOffset when) && when > now - Window) continue;
                await send(message);
                if (message.MessageId is not { } id) continue;
                seen[id] = now;
                sent.Append(CultureInfo.InvariantCulture, $"{now.UtcTicks} {Convert.ToBase64String(Encoding.UTF8.GetBytes(id))}\n");
            }
        }
        finally
        {
            if (sent.Length > 0) await AppendAsync(Encoding.ASCII.GetBytes(sent.ToString()));
            gate.Release();
        }
    }

    public void Dispose() => gate.Dispose();

    private async Task RefreshAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        string current = SlotName(now);
        if (current != slot)
        {
            slot = current;
            foreach (string old in seen.Where(pair => pair.Value <= now - Window).Select(pair => pair.Key).ToList()) seen.Remove(old);
            await foreach (BlobItem blob in container.GetBlobsAsync(prefix: prefix, cancellationToken: cancellationToken))
            {
                if (string.CompareOrdinal(blob.Name, SlotName(now - Window)) >= 0) await ReadAsync(blob.Name, cancellationToken);
                else await ForgetAsync(blob.Name, cancellationToken);
            }
        }

        await ReadAsync(current, cancellationToken);
    }

    /// <summary>Reads what was appended since the last look.</summary>
    private async Task ReadAsync(string name, CancellationToken cancellationToken)
    {
        long offset = read.GetValueOrDefault(name);
        try
        {
            BlobDownloadOptions rest = new() { Range = new HttpRange(offset) };
            BinaryData content = (await container.GetBlobClient(name).DownloadContentAsync(rest, cancellationToken)).Value.Content;
            foreach (string line in content.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)) Remember(line.Split(' '));
            read[name] = offset + content.ToMemory().Length;
        }
        catch (RequestFailedException error) when (error.Status is 404 or 416)
        {
            // Nothing has been appended since, or nothing at all.
        }
    }

    private async Task ForgetAsync(string name, CancellationToken cancellationToken)
    {
        read.Remove(name);
        await container.DeleteBlobIfExistsAsync(name, cancellationToken: cancellationToken);
    }

    private void Remember(string[] entry)
    {
        DateTimeOffset when = new(long.Parse(entry[0], CultureInfo.InvariantCulture), TimeSpan.Zero);
        seen[Encoding.UTF8.GetString(Convert.FromBase64String(entry[1]))] = when;
    }

    private async Task AppendAsync(byte[] lines)
    {
        AppendBlobClient blob = container.GetAppendBlobClient(slot);
        for (int start = 0; start < lines.Length; start += blob.AppendBlobMaxAppendBlockBytes)
        {
            using MemoryStream block = new(lines, start, Math.Min(lines.Length - start, blob.AppendBlobMaxAppendBlockBytes));
            await AppendAsync(blob, block);
        }
    }

    private static async Task AppendAsync(AppendBlobClient blob, MemoryStream block)
    {
        try
        {
            await blob.AppendBlockAsync(block);
        }
        catch (RequestFailedException error) when (error.Status == 404)
        {
            await blob.CreateIfNotExistsAsync();
            block.Position = 0;
            await blob.AppendBlockAsync(block);
        }
    }

    private string SlotName(DateTimeOffset time) => $"{prefix}{time.UtcTicks / Slot.Ticks:D12}";
}
