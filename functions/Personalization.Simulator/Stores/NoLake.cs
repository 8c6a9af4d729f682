using Personalization.Events;

namespace Personalization.Simulator.Stores;

/// <summary>A lake that nobody reads: a simulation has its events already.</summary>
internal sealed class NoLake : IEventLake
{
    public Task AppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task<IReadOnlyList<LakeFile>> ListAsync(string? from, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<LakeFile>>([]);

    public Task<ReadOnlyMemory<byte>> ReadAsync(string name, long offset, CancellationToken cancellationToken) => throw new FileNotFoundException("The simulated lake keeps nothing", name);
}
