using Personalization.Events;

namespace Personalization.Simulator.Stores;

/// <summary>Events that the app itself has captured, in memory, until somebody takes them.</summary>
internal sealed class MemoryEventQueue : IEventQueue
{
    private readonly Queue<ReadOnlyMemory<byte>> lines = new();

    public Task<bool> TryEnqueueAsync(IReadOnlyList<ReadOnlyMemory<byte>> lines, CancellationToken cancellationToken)
    {
        foreach (ReadOnlyMemory<byte> line in lines) this.lines.Enqueue(line);
        return Task.FromResult(true);
    }

    /// <summary>Takes the next line; false where none waits.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> line) => lines.TryDequeue(out line);
}
