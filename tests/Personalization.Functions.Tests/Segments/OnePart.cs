using System.Runtime.CompilerServices;
using Personalization.Profiles;
using Personalization.Segments.Population;

namespace Personalization.Functions.Tests.Segments;

/// <summary>People as one part of a snapshot; null for no snapshot.</summary>
internal sealed class OnePart(Profile[]? people, DateTimeOffset? at = null) : IPopulation
{
    public Task<PopulationSnapshot?> FindAsync(CancellationToken cancellationToken) =>
        Task.FromResult(people is null ? null : new PopulationSnapshot(at ?? Make.Noon, people.Length, [new PopulationShard("one", "~", people.Length)]));

    public async IAsyncEnumerable<PopulationPerson> ReadAsync(PopulationShard shard, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await Task.CompletedTask;
        foreach (Profile one in people ?? []) yield return new PopulationPerson(one, []);
    }
}
