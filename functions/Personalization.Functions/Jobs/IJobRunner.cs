using Microsoft.DurableTask.Client;

namespace Personalization.Functions.Jobs;

/// <summary>Does the jobs of a kind.</summary>
public interface IJobRunner
{
    /// <summary>What messages of such jobs begin with.</summary>
    string Kind { get; }

    /// <summary>
    /// Does a job, or as much of it as half of the time of an invocation allows; what is left it asks for anew. Comes again after an exception, five
    /// times in all, and may come twice: done twice, a job must do no more than once.
    /// </summary>
    /// <param name="id">Which one; empty for a kind that has only one.</param>
    /// <param name="client">Journeys.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task RunAsync(string id, DurableTaskClient client, CancellationToken cancellationToken);
}
