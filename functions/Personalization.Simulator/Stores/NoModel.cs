using Personalization.Journeys;
using Personalization.Profiles;

namespace Personalization.Simulator.Stores;

/// <summary>What a shop knows before any model is built: nothing goes with anything, and nobody knows after how long a product is bought again.</summary>
internal sealed class NoModel : IComplements, IPurchaseIntervals
{
    public Task<IReadOnlyList<string>> OfAsync(Profile profile, IReadOnlyList<string> products, int limit, CancellationToken cancellationToken) => Task.FromResult<IReadOnlyList<string>>([]);

    public ValueTask<IReadOnlyDictionary<string, double>> CurrentAsync(CancellationToken cancellationToken) => new(new Dictionary<string, double>());
}
