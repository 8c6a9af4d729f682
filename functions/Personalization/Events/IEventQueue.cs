namespace Personalization.Events;

/// <summary>Where captured events wait to be processed.</summary>
public interface IEventQueue
{
    /// <summary>
    /// Stores the lines; when it returns true they survive a crash. Returns false, and stores nothing, when too much waits already:
    /// the sender shall come back later. Throws when the storage does not answer.
    /// </summary>
    Task<bool> TryEnqueueAsync(IReadOnlyList<ReadOnlyMemory<byte>> lines, CancellationToken cancellationToken);

    /// <summary>Stores the lines however much waits: what follows from events that were taken in already cannot be put off.</summary>
    async Task EnqueueAsync(IReadOnlyList<ReadOnlyMemory<byte>> lines, CancellationToken cancellationToken)
    {
        if (!await TryEnqueueAsync(lines, cancellationToken)) throw new IOException("Too many events wait already");
    }
}
