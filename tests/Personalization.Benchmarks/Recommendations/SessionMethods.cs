using Personalization.Benchmarks.Recommendations.Vmis;

namespace Personalization.Benchmarks.Recommendations;

/// <summary>The methods that are compared. A model of the suite is added here and nowhere else.</summary>
internal static class SessionMethods
{
    /// <summary>What the others are measured against.</summary>
    public static ISessionMethod Reference() => new VmisKnn();

    /// <summary>The suite's own model as it serves; null while there is none.</summary>
    public static ISessionMethod? Candidate() => null;

    /// <summary>The suite's own model at other settings, each by its own name: what accuracy costs in speed.</summary>
    public static IReadOnlyList<ISessionMethod> Frontier() => [];

    public static ISessionMethod Named(string name) =>
        All().FirstOrDefault(method => method.Name == name) ?? throw new InvalidOperationException($"There is no method {name}");

    private static IEnumerable<ISessionMethod> All() => [Reference(), .. Candidate() is { } candidate ? [candidate] : (ISessionMethod[])[], .. Frontier()];
}
