using System.Text.Json.Nodes;
using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Personalization.Events;
using Personalization.Privacy;
using Personalization.Privacy.Erasure;

namespace Personalization.Functions.Events;

/// <summary>
/// Events that could not be processed, in the queue <c>events-poison</c>. Those that wait in <c>events</c> need nothing: the gate keeps them out when
/// their turn comes.
/// </summary>
internal sealed class EventQueuePlace(QueueServiceClient queues, ClaimedPackages claims) : IPersonalDataPlace
{
    private const int AtOnce = 32;
    private static readonly TimeSpan Held = TimeSpan.FromMinutes(1);

    private readonly QueueClient queue = queues.GetQueueClient(StorageEventQueue.QueueName + "-poison");

    public string Name => "failed events";

    public async Task<JsonNode?> ExportAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        JsonArray found = [];
        LineEraser lines = new(person);
        await ForEachAsync(async message =>
        {
            foreach (ReadOnlyMemory<byte> line in lines.LinesOf(await LinesAsync(message, cancellationToken))) found.Add(JsonNode.Parse(line.Span));
            await queue.UpdateMessageAsync(message.MessageId, message.PopReceipt, message.Body, visibilityTimeout: TimeSpan.FromSeconds(1), cancellationToken: cancellationToken);
        }, cancellationToken);
        return found.Count == 0 ? null : found;
    }

    public async Task<int> EraseAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        int count = 0;
        LineEraser eraser = new(person);
        // Messages that do not concern the person come back by themselves when nobody holds them any more.
        await ForEachAsync(async message => count += await EraseAsync(message, eraser, cancellationToken), cancellationToken);
        return count;
    }

    private async Task<int> EraseAsync(QueueMessage message, LineEraser eraser, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> lines = await LinesAsync(message, cancellationToken);
        HashSet<ReadOnlyMemory<byte>> own = [.. eraser.LinesOf(lines)];
        if (own.Count == 0) return 0;
        ReadOnlyMemory<byte>[] others = [.. EventCodec.Lines(lines).Where(line => !own.Contains(line))];
        byte[] packed = EventPackage.Compress(others);
        if (others.Length > 0)
            await queue.SendMessageAsync(EventPackage.MessageLength(packed.Length) <= StorageEventQueue.MessageCharacters ? EventPackage.Message(packed) : EventPackage.ClaimMessage(await claims.StoreAsync(packed)), cancellationToken);
        if (EventPackage.ClaimedBlob(message.Body.ToString()) is { } claimed) await claims.RemoveAsync(claimed, cancellationToken);
        await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, cancellationToken);
        return own.Count;
    }

    private async Task ForEachAsync(Func<QueueMessage, Task> action, CancellationToken cancellationToken)
    {
        try
        {
            HashSet<string> seen = [];
            while (await queue.ReceiveMessagesAsync(AtOnce, Held, cancellationToken) is { Value: { Length: > 0 } messages })
            {
                if (!messages.Any(message => seen.Add(message.MessageId))) return;
                foreach (QueueMessage message in messages) await action(message);
            }
        }
        catch (RequestFailedException fault) when (fault.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            // Nothing has ever failed.
        }
    }

    private async Task<ReadOnlyMemory<byte>> LinesAsync(QueueMessage message, CancellationToken cancellationToken)
    {
        string text = message.Body.ToString();
        byte[]? packed = EventPackage.ClaimedBlob(text) is { } claimed ? await claims.FindAsync(claimed, cancellationToken) : text.StartsWith("e1:", StringComparison.Ordinal) ? EventPackage.Packed(text) : null;
        return packed is null ? default : EventPackage.Decompress(packed);
    }
}
