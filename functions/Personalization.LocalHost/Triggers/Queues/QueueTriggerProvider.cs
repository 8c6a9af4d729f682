using System.Reflection;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Personalization.LocalHost.Hosting;

namespace Personalization.LocalHost.Triggers.Queues;

/// <summary>Serves <see cref="QueueTriggerAttribute"/>.</summary>
internal sealed class QueueTriggerProvider(
    INameResolver names, PlainStorage storage, HostJson host, IConfiguration configuration, IFunctionInvoker invoker, TimeProvider clock, ILoggerFactory loggers)
    : ITriggerProvider
{
    private static readonly TimeSpan DefaultLease = TimeSpan.FromSeconds(30);

    public Type AttributeType => typeof(QueueTriggerAttribute);

    public static TriggerInput Input(QueueMessage message) => new(message, new Dictionary<string, object?>
    {
        ["QueueTrigger"] = message.Body.ToString(),
        ["DequeueCount"] = message.DequeueCount,
        ["ExpirationTime"] = message.ExpiresOn,
        ["Id"] = message.MessageId,
        ["InsertionTime"] = message.InsertedOn,
        ["NextVisibleTime"] = message.NextVisibleOn,
        ["PopReceipt"] = message.PopReceipt,
    });

    public object? Bind(ParameterInfo parameter, TriggerInput input) =>
        parameter.ParameterType.IsInstanceOfType(input.Value) ? input.Value : TriggerJson.Read(((QueueMessage)input.Value).Body, parameter.ParameterType);

    public ITriggerListener CreateListener(FunctionDescriptor function)
    {
        QueueTriggerAttribute trigger = (QueueTriggerAttribute)function.Trigger;
        string name = names.Resolve(trigger.QueueName);
        string connection = trigger.Connection ?? IStorageConnections.Default;
        QueueServiceClient service = storage.Queues(connection);
        QueueJob job = new(
            function, service.GetQueueClient(name), service.GetQueueClient($"{name}-poison"), connection, configuration.QueueLease() ?? DefaultLease, host.Queues);
        return new QueueTriggerListener(job, invoker, clock, loggers.CreateLogger<QueueTriggerListener>());
    }

    public TriggerInput FromAdminInput(FunctionDescriptor function, string? input)
    {
        DateTimeOffset now = clock.GetUtcNow();
        BinaryData body = BinaryData.FromString(input ?? "");
        return Input(QueuesModelFactory.QueueMessage(Guid.NewGuid().ToString(), "", body, 1, now, now, now + TimeSpan.FromDays(7)));
    }
}
