using Microsoft.Extensions.Options;

namespace Personalization.Functions.Privacy;

/// <summary>Something that is kept for a time and then goes.</summary>
public interface IRetentionRule
{
    /// <summary>Removes what is older, as long as it may, and says how much that was. What is left goes the next time.</summary>
    Task<int> ApplyAsync(DateTimeOffset olderThan, Func<bool> goesOn, CancellationToken cancellationToken);

    /// <summary>For how many days it is kept; 0 for ever.</summary>
    int DaysOf(RetentionOptions options);
}

/// <summary>Applies all rules, one after the other, within one turn.</summary>
/// <param name="rules">Rules.</param>
/// <param name="options">How long what is kept.</param>
/// <param name="time">The clock.</param>
public sealed class RetentionJob(IEnumerable<IRetentionRule> rules, IOptions<RetentionOptions> options, TimeProvider time)
{
    // Half of what host.json lets an invocation take.
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(2);

    /// <summary>Applies them and says how much has gone.</summary>
    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        int count = 0;
        foreach (IRetentionRule rule in rules)
            if (rule.DaysOf(options.Value) is > 0 and var days)
                count += await rule.ApplyAsync(time.GetUtcNow().AddDays(-days), () => time.GetElapsedTime(start) < Turn, cancellationToken);
        return count;
    }
}
