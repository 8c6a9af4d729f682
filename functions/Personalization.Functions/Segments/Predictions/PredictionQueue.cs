using Azure.Storage.Queues;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Segments.Predictions;

/// <summary>Requests to fit predictions anew, in the queue <c>prediction-rebuilds</c>.</summary>
/// <param name="queues">Queues.</param>
public sealed class PredictionQueue(QueueServiceClient queues) : IDisposable
{
    internal const string Name = "prediction-rebuilds";

    private readonly QueueClient queue = queues.GetQueueClient(Name);
    private readonly Once created = new(token => queues.GetQueueClient(Name).CreateIfNotExistsAsync(cancellationToken: token));

    /// <summary>Asks for it.</summary>
    public Task RequestAsync(CancellationToken cancellationToken) => created.UseAsync(() => queue.SendMessageAsync("now", cancellationToken), cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => created.Dispose();
}
