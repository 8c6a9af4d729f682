using Microsoft.Azure.Functions.Worker;

namespace Personalization.Functions.Privacy;

/// <summary>Lets go of data about people when its time is over.</summary>
public sealed class RetentionFunctions
{
    private readonly RetentionJob retention;

    /// <summary>By its services.</summary>
    public RetentionFunctions(RetentionJob retention) => this.retention = retention;

    /// <summary>Every night.</summary>
    [Function("ApplyRetention")]
    public Task Apply([TimerTrigger("0 45 3 * * *")] TimerInfo timer, CancellationToken cancellationToken) => retention.RunAsync(cancellationToken);
}
