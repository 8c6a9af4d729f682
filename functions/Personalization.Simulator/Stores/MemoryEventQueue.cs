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

    /// <summary>The next line, or null.</summary>
    public ReadOnlyMemory<byte>? Take() => lines.TryDequeue(out ReadOnlyMemory<byte> line) ? line : null;
}
