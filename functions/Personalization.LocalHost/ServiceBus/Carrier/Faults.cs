using Azure;
using Azure.Messaging.ServiceBus;
using Azure.Storage.Queues.Models;
using Personalization.LocalHost.Triggers;

namespace Personalization.LocalHost.ServiceBus;

/// <summary>Says faults of storage in the words of Service Bus, which is what an app written for it handles.</summary>
internal static class Faults
{
    public static async Task<T> RunAsync<T>(EntityName entity, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (RequestFailedException error) when (MessageLease.IsLost(error))
        {
            throw new ServiceBusException("The lock of the message has expired or the message is gone.", ServiceBusFailureReason.MessageLockLost, entity.Path, error);
        }
        catch (RequestFailedException error) when (error.ErrorCode == QueueErrorCode.QueueNotFound)
        {
            throw new ServiceBusException("There is no such queue or subscription.", ServiceBusFailureReason.MessagingEntityNotFound, entity.Path, error);
        }
        catch (Exception error) when (error is AggregateException or RequestFailedException { Status: 0 or >= 500 })
        {
            throw new ServiceBusException("The storage account that carries the messages does not answer.", ServiceBusFailureReason.ServiceCommunicationProblem, entity.Path, error);
        }
    }

    public static Task RunAsync(EntityName entity, Func<Task> call) => RunAsync(entity, async () =>
    {
        await call();
        return true;
    });
}
