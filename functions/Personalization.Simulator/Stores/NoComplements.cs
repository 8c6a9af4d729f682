using System.Collections.Immutable;
using Personalization.Journeys;
using Personalization.Profiles;

namespace Personalization.Simulator.Stores;

/// <summary>Nothing beside a cart: when and whether messages go does not hang on it, and a simulation has no model. Nor has it counts of other shoppers.</summary>
internal sealed class NoComplements : IComplements, IPurchaseIntervals
{
    public ValueTask<IReadOnlyDictionary<string, double>> CurrentAsync(CancellationToken cancellationToken) => new(ImmutableDictionary<string, double>.Empty);

    public Task<IReadOnlyList<string>> OfAsync(Profile profile, IReadOnlyList<string> products, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);
}
