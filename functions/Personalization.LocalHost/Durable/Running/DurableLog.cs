using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Durable;

/// <summary>Everything that the durable engine logs. Inputs, outputs and events are never logged.</summary>
internal static partial class DurableLog
{
    [LoggerMessage(3001, LogLevel.Warning, "A step of instance {InstanceId} could not be stored; trying again")]
    public static partial void StepTroubled(this ILogger logger, Exception error, string instanceId);

    [LoggerMessage(3002, LogLevel.Warning, "A message from instance {InstanceId} could not be delivered; trying again")]
    public static partial void DeliveryTroubled(this ILogger logger, Exception error, string instanceId);

    [LoggerMessage(3003, LogLevel.Warning, "A message to instance {InstanceId} was dropped: {Delivery}")]
    public static partial void MessageDropped(this ILogger logger, string instanceId, Delivery delivery);

    [LoggerMessage(3004, LogLevel.Information, "Instance {InstanceId} of {Orchestrator} is {Status}")]
    public static partial void InstanceEnded(this ILogger logger, string instanceId, string orchestrator, string status);

    [LoggerMessage(3005, LogLevel.Error, "Instance {InstanceId} of {Orchestrator} failed: {Error}")]
    public static partial void InstanceFailed(this ILogger logger, string instanceId, string orchestrator, string error);

    [LoggerMessage(3006, LogLevel.Warning, "What a former run left could not be read; trying again")]
    public static partial void RecoveryTroubled(this ILogger logger, Exception error);
}
