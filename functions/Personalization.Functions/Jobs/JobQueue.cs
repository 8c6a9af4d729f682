using Azure.Storage.Queues;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Jobs;

/// <summary>
/// The queue <c>jobs</c>: what is to be done behind the API, whatever it is. One for all, since every queue that is looked at costs requests while
/// nothing is in it. Made at the first use.
/// </summary>
public sealed class JobQueue : IDisposable
{
    internal const string Name = "jobs";

    private readonly QueueClient queue;
    private readonly Once created;

    /// <summary>By its services.</summary>
    public JobQueue(QueueServiceClient queues)
    {
        queue = queues.GetQueueClient(Name);
        created = new Once(token => queue.CreateIfNotExistsAsync(cancellationToken: token));
    }

    /// <summary>Makes a job begin, or go on.</summary>
    /// <param name="kind">Of its <see cref="IJobRunner"/>.</param>
    /// <param name="id">Which one; empty for a kind that has only one.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="after">How long it waits; null for not at all.</param>
    public Task SendAsync(string kind, string id, CancellationToken cancellationToken, TimeSpan? after = null) =>
        created.UseAsync(() => queue.SendMessageAsync($"{kind}:{id}", after, cancellationToken: cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => created.Dispose();
}
