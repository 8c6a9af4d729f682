using Microsoft.DurableTask;

namespace Personalization.LocalHost.Durable;

internal static class Failures
{
    /// <summary>The type of a failure that the engine found, not the code; retries do not help.</summary>
    public const string NoSuchFunction = "FunctionNotFound";

    public static Failure From(Exception exception) => From(TaskFailureDetails.FromException(exception));

    public static TaskFailureDetails Details(this Failure failure) => new(failure.Type, failure.Message, failure.StackTrace, failure.Inner?.Details(), null);

    public static Failure Missing(string kind, string name) => new(NoSuchFunction, $"There is no {kind} function named '{name}'.", null, null);

    private static Failure From(TaskFailureDetails details) =>
        new(details.ErrorType, details.ErrorMessage, details.StackTrace, details.InnerFailure is { } inner ? From(inner) : null);
}

/// <summary>The code of an orchestrator did other things than its history says.</summary>
internal sealed class NonDeterministicOrchestrationException(string message) : Exception(message);
