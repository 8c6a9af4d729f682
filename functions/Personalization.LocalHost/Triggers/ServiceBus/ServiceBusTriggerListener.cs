using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Triggers.ServiceBus;

/// <summary>A message and what settles it: the trigger value of a Service Bus function.</summary>
internal sealed record ServiceBusDelivery(ServiceBusReceivedMessage Message, ServiceBusMessageActions Actions);

/// <summary>What a Service Bus function asks for.</summary>
internal sealed record ServiceBusJob(FunctionDescriptor Function, ServiceBusReceiver Receiver, bool AutoComplete, int Tries, TimeSpan LongestPause, ServiceBusSettings Settings);

/// <summary>Runs a function for each message of one queue or subscription, and settles what the function has not settled itself.</summary>
internal sealed class ServiceBusTriggerListener : ITriggerListener, IMessageSource<ServiceBusReceivedMessage>
{
    private readonly ServiceBusJob job;
    private readonly IFunctionInvoker invoker;
    private readonly ILogger logger;
    private readonly PollingLoop<ServiceBusReceivedMessage> loop;

    public ServiceBusTriggerListener(ServiceBusJob job, IFunctionInvoker invoker, TimeProvider clock, ILogger logger)
    {
        (this.job, this.invoker, this.logger) = (job, invoker, logger);
        loop = new PollingLoop<ServiceBusReceivedMessage>(this, job.LongestPause, clock, logger);
    }

    public string Name => job.Receiver.EntityPath;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await job.Receiver.OpenAsync(cancellationToken);
        loop.Start();
    }

    public Task StopAsync(CancellationToken cancellationToken) => loop.StopAsync(cancellationToken);

    public int Wanted(int running) => Math.Max(0, job.Settings.MaxConcurrentCalls - running);

    public Task<IReadOnlyList<ServiceBusReceivedMessage>> TakeAsync(int count, CancellationToken cancellationToken) => job.Receiver.TakeAsync(count, cancellationToken);

    public async Task HandleAsync(ServiceBusReceivedMessage message, CancellationToken giveUp)
    {
        MessageLease lease = message.Lease!;
        bool done = await lease.KeepWhileAsync(() => TryInvokeAsync(message, giveUp), job.Settings.MaxAutoLockRenewalDuration, logger);
        // Given up: nobody knows how far it got, so it comes back when its lock ends.
        if (lease.IsSettled || (!done && giveUp.IsCancellationRequested)) return;
        try
        {
            if (!done) await job.Receiver.AbandonMessageAsync(message, null, giveUp);
            else if (job.AutoComplete) await job.Receiver.CompleteMessageAsync(message, CancellationToken.None);
        }
        catch (ServiceBusException error) when (error.Reason == ServiceBusFailureReason.MessageLockLost)
        {
            logger.MessageLost(Name, lease.MessageId);
        }
    }

    private async Task<bool> TryInvokeAsync(ServiceBusReceivedMessage message, CancellationToken giveUp)
    {
        try
        {
            await invoker.InvokeAsync(job.Function, ServiceBusTriggerProvider.Input(new ServiceBusDelivery(message, new ServiceBusMessageActions(job.Receiver))), giveUp);
            return true;
        }
        catch (Exception)
        {
            // Logged by the invoker.
            logger.MessageFailed(job.Function.Name, message.MessageId ?? message.LockToken, Name, message.DeliveryCount, job.Tries);
            return false;
        }
    }
}
