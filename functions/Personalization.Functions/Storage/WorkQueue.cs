using Azure.Storage.Queues;

namespace Personalization.Functions.Storage;

/// <summary>A storage queue whose messages make work begin or go on; made at the first use.</summary>
internal sealed class WorkQueue : IDisposable
{
    private readonly QueueClient queue;
    private readonly Once created;

    public WorkQueue(QueueServiceClient queues, string name)
    {
        queue = queues.GetQueueClient(name);
        created = new Once(token => queue.CreateIfNotExistsAsync(cancellationToken: token));
    }

    /// <summary>Sends a message.</summary>
    /// <param name="text">Not empty: a queue takes no empty message.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="after">How long it stays hidden; null for not at all.</param>
    public Task SendAsync(string text, CancellationToken cancellationToken, TimeSpan? after = null) =>
        created.UseAsync(() => queue.SendMessageAsync(text, after, cancellationToken: cancellationToken), cancellationToken);

    public void Dispose() => created.Dispose();
}
