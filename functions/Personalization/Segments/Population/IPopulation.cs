using System.Collections.Immutable;
using Personalization.Profiles;

namespace Personalization.Segments.Population;

/// <summary>A person as the population's snapshot has them.</summary>
/// <param name="Profile">The profile without its seen events and its feedback on recommendations; enough to answer every condition.</param>
/// <param name="Segments">Ids of the segments that the person was in.</param>
public sealed record PopulationPerson(Profile Profile, ImmutableArray<string> Segments);

/// <summary>The newest snapshot of all people.</summary>
/// <param name="At">When the pass that made it began, UTC.</param>
/// <param name="People">People in it: everybody with an event whose profile was not merged into another.</param>
/// <param name="Shards">Its parts.</param>
public sealed record PopulationSnapshot(DateTimeOffset At, long People, ImmutableArray<PopulationShard> Shards);

/// <summary>A part of the people: those whose storage keys follow each other. The keys are hashes, so that each part is a fair sample of all.</summary>
/// <param name="Name">Its name.</param>
/// <param name="LastKey">The last storage key in it; parts are in the order of keys.</param>
/// <param name="People">People in it, a thousand at most.</param>
public sealed record PopulationShard(string Name, string LastKey, int People)
{
    /// <summary>How many of them are in which segment.</summary>
    public ImmutableSortedDictionary<string, int> Segments { get => field ?? Nobody; init; } = Nobody;

    private static ImmutableSortedDictionary<string, int> Nobody { get; } = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
}

/// <summary>A newer snapshot has replaced the one that was looked at: look at that one.</summary>
public sealed class PopulationReplacedException() : InvalidOperationException("A newer snapshot of the population has replaced this one; look at it anew");

/// <summary>All people, as a job left them in compact parts: what must look at many reads these, not the profiles.</summary>
public interface IPopulation
{
    /// <summary>The newest snapshot, or null before there is one.</summary>
    Task<PopulationSnapshot?> FindAsync(CancellationToken cancellationToken);

    /// <summary>The people of one part, in the order of their storage keys. Throws <see cref="PopulationReplacedException"/> when a newer snapshot has replaced it.</summary>
    IAsyncEnumerable<PopulationPerson> ReadAsync(PopulationShard shard, CancellationToken cancellationToken);
}
