using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Personalization.Messages.Delivery;
using Personalization.Privacy;

namespace Personalization.Functions.Messages;

/// <summary>
/// Copies of messages that lie in the queue: those that wait for their time are cancelled, those that could not be worked on are taken out of the
/// dead letters. What has its turn now is worked on at once, and its record says that it is cancelled.
/// </summary>
internal sealed class MessageCopies(ServiceBusClient client, QueueOfMessages queue) : IAsyncDisposable
{
    private const int AtOnce = 32;
    private static readonly TimeSpan NoWait = TimeSpan.FromSeconds(1);

    private readonly ServiceBusSender sender = client.CreateSender(QueueOfMessages.Name);

    /// <summary>The person's messages that wait for their time.</summary>
    public async Task<IReadOnlyList<OutgoingMessage>> OfAsync(PersonIdentity person, CancellationToken cancellationToken) =>
        [.. (await ScheduledAsync(person, cancellationToken)).Select(one => one.Message)];

    /// <summary>Takes the person's messages out, and says how many those were.</summary>
    public async Task<int> EraseAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        IReadOnlyList<(long Number, OutgoingMessage Message)> scheduled = await ScheduledAsync(person, cancellationToken);
        foreach ((long number, _) in scheduled)
        {
            try
            {
                await sender.CancelScheduledMessageAsync(number, cancellationToken);
            }
            catch (ServiceBusException fault) when (fault.Reason is ServiceBusFailureReason.MessageNotFound)
            {
                // Its time has just come.
            }
        }
        return scheduled.Count + await EraseDeadAsync(person, cancellationToken);
    }

    public ValueTask DisposeAsync() => sender.DisposeAsync();

    private async Task<IReadOnlyList<(long Number, OutgoingMessage Message)>> ScheduledAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        List<(long, OutgoingMessage)> found = [];
        await using ServiceBusReceiver receiver = client.CreateReceiver(QueueOfMessages.Name);
        long from = 0;
        while (await receiver.PeekMessagesAsync(AtOnce, from, cancellationToken) is { Count: > 0 } peeked)
        {
            foreach (ServiceBusReceivedMessage one in peeked.Where(one => one.State is ServiceBusMessageState.Scheduled))
                if (await ReadAsync(one, cancellationToken) is { } message && IsTo(message, person)) found.Add((one.SequenceNumber, message));
            from = peeked.Max(one => one.SequenceNumber) + 1;
        }
        return found;
    }

    private async Task<int> EraseDeadAsync(PersonIdentity person, CancellationToken cancellationToken)
    {
        await using ServiceBusReceiver receiver = client.CreateReceiver(QueueOfMessages.Name, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });
        List<ServiceBusReceivedMessage> others = [];
        int count = 0;
        while (await receiver.ReceiveMessagesAsync(AtOnce, NoWait, cancellationToken) is { Count: > 0 } received)
            foreach (ServiceBusReceivedMessage one in received)
            {
                if (await ReadAsync(one, cancellationToken) is not { } message || !IsTo(message, person))
                {
                    others.Add(one);
                    continue;
                }
                await receiver.CompleteMessageAsync(one, cancellationToken);
                count++;
            }
        foreach (ServiceBusReceivedMessage one in others) await receiver.AbandonMessageAsync(one, cancellationToken: cancellationToken);
        return count;
    }

    private async Task<OutgoingMessage?> ReadAsync(ServiceBusReceivedMessage one, CancellationToken cancellationToken)
    {
        try
        {
            return (await queue.ReadAsync(one.Body.ToMemory(), cancellationToken))?.Message;
        }
        catch (JsonException)
        {
            return null; // Not one of ours.
        }
    }

    private static bool IsTo(OutgoingMessage message, PersonIdentity person) =>
        person.Keys.Contains(message.Person) || (message.Address.Length > 0 && person.Addresses.Contains(message.Address));
}
