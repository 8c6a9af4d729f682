using Personalization.Segments.Population;

namespace Personalization.Functions.Segments.Automatic;

/// <summary>Stands in where nothing makes snapshots of all people: there is none.</summary>
internal sealed class NoPopulation : IPopulation
{
    public Task<PopulationSnapshot?> FindAsync(CancellationToken cancellationToken) => Task.FromResult<PopulationSnapshot?>(null);

    public IAsyncEnumerable<PopulationPerson> ReadAsync(PopulationShard shard, CancellationToken cancellationToken) =>
        throw new InvalidOperationException("There is no snapshot of all people");
}
