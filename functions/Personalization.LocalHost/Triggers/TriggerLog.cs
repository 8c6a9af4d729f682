using Microsoft.Extensions.Logging;

namespace Personalization.LocalHost.Triggers;

/// <summary>Everything that the triggers log. Message bodies are never logged.</summary>
internal static partial class TriggerLog
{
    [LoggerMessage(2001, LogLevel.Information, "Timer {Function} follows '{Schedule}', next at {Next:u}")]
    public static partial void TimerScheduled(this ILogger logger, string function, string schedule, DateTimeOffset? next);

    [LoggerMessage(2002, LogLevel.Information, "Timer {Function} is past due: it should have run at {Due:u}")]
    public static partial void TimerPastDue(this ILogger logger, string function, DateTimeOffset due);

    [LoggerMessage(2003, LogLevel.Warning, "Timer {Function} failed; its schedule goes on")]
    public static partial void TimerFailed(this ILogger logger, string function);

    [LoggerMessage(2004, LogLevel.Error, "The schedule of timer {Function} could not be followed; trying again")]
    public static partial void TimerTroubled(this ILogger logger, Exception error, string function);

    [LoggerMessage(2005, LogLevel.Information, "Timer {Function} runs in another host; waiting to take over")]
    public static partial void TimerHeldElsewhere(this ILogger logger, string function);

    [LoggerMessage(2006, LogLevel.Warning, "Timer {Function} was taken over by another host")]
    public static partial void TimerLost(this ILogger logger, string function);

    [LoggerMessage(2007, LogLevel.Warning, "The lock of timer {Function} could not be renewed or released")]
    public static partial void TimerLockTroubled(this ILogger logger, Exception error, string function);

    [LoggerMessage(2008, LogLevel.Warning, "The stored status of timer {Function} cannot be read and starts anew")]
    public static partial void TimerStatusUnreadable(this ILogger logger, Exception error, string function);

    [LoggerMessage(2009, LogLevel.Warning, "Timer {Function} has no further occurrence")]
    public static partial void TimerEnded(this ILogger logger, string function);

    [LoggerMessage(2020, LogLevel.Error, "{Source} could not be asked for messages; trying again")]
    public static partial void PollingFailed(this ILogger logger, Exception error, string source);

    [LoggerMessage(2021, LogLevel.Error, "A message of {Source} could not be settled; it comes back when its lease ends")]
    public static partial void SettlingFailed(this ILogger logger, Exception error, string source);

    [LoggerMessage(2022, LogLevel.Warning, "Message {MessageId} of {Queue} is no longer ours: its lease ran out and it may run a second time")]
    public static partial void MessageLost(this ILogger logger, string queue, string messageId);

    [LoggerMessage(2023, LogLevel.Warning, "The lease of message {MessageId} of {Queue} could not be renewed; trying again")]
    public static partial void RenewalFailed(this ILogger logger, Exception error, string queue, string messageId);

    [LoggerMessage(2024, LogLevel.Warning, "{Function} failed on message {MessageId} of {Queue}, try {Try} of {Tries}")]
    public static partial void MessageFailed(this ILogger logger, string function, string messageId, string queue, long @try, int tries);

    [LoggerMessage(2025, LogLevel.Error, "Message {MessageId} of {Queue} went to {PoisonQueue} after {Tries} tries")]
    public static partial void MessagePoisoned(this ILogger logger, string messageId, string queue, string poisonQueue, long tries);

    [LoggerMessage(2026, LogLevel.Error, "Message {MessageId} of {Queue} is not base64, which host.json's messageEncoding asks for")]
    public static partial void MessageNotDecoded(this ILogger logger, Exception error, string messageId, string queue);
}
