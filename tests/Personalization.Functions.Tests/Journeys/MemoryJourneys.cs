using Personalization.Journeys;
using Personalization.Profiles;

namespace Personalization.Functions.Tests.Journeys;

/// <summary>Complements and intervals as a test says.</summary>
internal sealed class MemoryComplements : IComplements, IPurchaseIntervals
{
    public Dictionary<string, string[]> Beside { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, double> Days { get; } = new(StringComparer.Ordinal);

    public ValueTask<IReadOnlyDictionary<string, double>> CurrentAsync(CancellationToken cancellationToken) => new(Days);

    public Task<IReadOnlyList<string>> OfAsync(Profile profile, IReadOnlyList<string> products, int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. products.SelectMany(one => Beside.GetValueOrDefault(one) ?? []).Except(products).Distinct().Take(limit)]);
}
