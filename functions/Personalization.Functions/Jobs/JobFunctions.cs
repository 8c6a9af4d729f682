using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;

namespace Personalization.Functions.Jobs;

/// <summary>The work behind the API.</summary>
/// <param name="runners">One for each kind of job.</param>
public sealed class JobFunctions(IEnumerable<IJobRunner> runners)
{
    /// <summary>Hands a job to those who do its kind. One of a kind that nobody knows ends in <c>jobs-poison</c>, after as many attempts as host.json says.</summary>
    [Function("RunJob")]
    public Task Run([QueueTrigger(JobQueue.Name)] string message, [DurableClient] DurableTaskClient client, CancellationToken cancellationToken)
    {
        int end = message.IndexOf(':', StringComparison.Ordinal);
        IJobRunner runner = runners.SingleOrDefault(one => end >= 0 && message.AsSpan(0, end).SequenceEqual(one.Kind))
            ?? throw new InvalidOperationException($"No job is of the kind '{(end < 0 ? message : message[..end])}': known are {string.Join(", ", runners.Select(one => one.Kind).Order(StringComparer.Ordinal))}");
        return runner.RunAsync(message[(end + 1)..], client, cancellationToken);
    }
}
