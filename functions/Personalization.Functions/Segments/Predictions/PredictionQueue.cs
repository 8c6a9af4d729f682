using Azure.Storage.Queues;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Segments.Predictions;

/// <summary>Requests to fit predictions anew, in the queue <c>prediction-rebuilds</c>.</summary>
/// <param name="queues">Queues.</param>
public sealed class PredictionQueue(QueueServiceClient queues) : IDisposable
{
    internal const string Name = "prediction-rebuilds";

    private readonly WorkQueue queue = new(queues, Name);

    /// <summary>Asks for it.</summary>
    public Task RequestAsync(CancellationToken cancellationToken) => queue.SendAsync("now", cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => queue.Dispose();
}
