using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Logging;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Triggers.Queues;

/// <summary>What a queue function asks for, with its names resolved. The client does not decode.</summary>
internal sealed record QueueJob(FunctionDescriptor Function, QueueClient Queue, QueueClient PoisonQueue, string Connection, TimeSpan Lease, QueueSettings Settings);

/// <summary>Runs a function for each message of one queue. A message is deleted only after its function has succeeded.</summary>
internal sealed class QueueTriggerListener : ITriggerListener, IMessageSource<QueueMessage>
{
    private static readonly TimeSpan NeverExpires = TimeSpan.FromSeconds(-1);

    private readonly QueueJob job;
    private readonly IFunctionInvoker invoker;
    private readonly TimeProvider clock;
    private readonly ILogger logger;
    private readonly PollingLoop<QueueMessage> loop;

    public QueueTriggerListener(QueueJob job, IFunctionInvoker invoker, TimeProvider clock, ILogger logger)
    {
        (this.job, this.invoker, this.clock, this.logger) = (job, invoker, clock, logger);
        loop = new PollingLoop<QueueMessage>(this, job.Settings.MaxPollingInterval, clock, logger);
    }

    public string? StorageConnection => job.Connection;

    public string Name => job.Queue.Name;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await job.Queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        loop.Start();
    }

    public Task StopAsync(CancellationToken cancellationToken) => loop.StopAsync(cancellationToken);

    public int Wanted(int running) => running <= job.Settings.NewBatchThreshold ? job.Settings.BatchSize : 0;

    public async Task<IReadOnlyList<QueueMessage>> TakeAsync(int count, CancellationToken cancellationToken)
    {
        try
        {
            return (await job.Queue.ReceiveMessagesAsync(count, job.Lease, cancellationToken)).Value;
        }
        catch (RequestFailedException error) when (error.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            await job.Queue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
            return [];
        }
    }

    public async Task HandleAsync(QueueMessage message, CancellationToken giveUp)
    {
        MessageLease lease = new(job.Queue, message.MessageId, message.PopReceipt, job.Lease, clock);
        if (message.DequeueCount > job.Settings.MaxDequeueCount || Decode(message) is not { } decoded)
        {
            await PoisonAsync(message, lease, giveUp);
            return;
        }

        bool done = await lease.KeepWhileAsync(() => TryInvokeAsync(decoded, giveUp), TimeSpan.FromDays(7), logger);
        // Given up: nobody knows how far it got, so it comes back when its lease ends.
        if (!done && giveUp.IsCancellationRequested) return;
        if (done) await DeleteAsync(message, lease);
        else if (message.DequeueCount >= job.Settings.MaxDequeueCount) await PoisonAsync(message, lease, giveUp);
        else await lease.ReleaseAsync(job.Settings.VisibilityTimeout, null, giveUp);
    }

    private async Task<bool> TryInvokeAsync(QueueMessage message, CancellationToken giveUp)
    {
        try
        {
            await invoker.InvokeAsync(job.Function, QueueTriggerProvider.Input(message), giveUp);
            return true;
        }
        catch (Exception)
        {
            // Logged by the invoker.
            logger.MessageFailed(job.Function.Name, message.MessageId, Name, message.DequeueCount, job.Settings.MaxDequeueCount);
            return false;
        }
    }

    private QueueMessage? Decode(QueueMessage message)
    {
        try
        {
            return message.Decode(job.Settings.MessageEncoding);
        }
        catch (FormatException error)
        {
            logger.MessageNotDecoded(error, message.MessageId, Name);
            return null;
        }
    }

    private async Task DeleteAsync(QueueMessage message, MessageLease lease)
    {
        try
        {
            await lease.DeleteAsync(CancellationToken.None);
        }
        catch (RequestFailedException error) when (MessageLease.IsLost(error))
        {
            logger.MessageLost(Name, message.MessageId);
        }
    }

    /// <summary>Copies first and deletes then: a message may be there twice, but never not at all.</summary>
    private async Task PoisonAsync(QueueMessage message, MessageLease lease, CancellationToken cancellationToken)
    {
        await job.PoisonQueue.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await job.PoisonQueue.SendMessageAsync(message.Body, timeToLive: NeverExpires, cancellationToken: cancellationToken);
        await DeleteAsync(message, lease);
        logger.MessagePoisoned(message.MessageId, Name, job.PoisonQueue.Name, message.DequeueCount);
    }
}
