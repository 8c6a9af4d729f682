using Personalization.Benchmarks.Recommendations.Vmis;
using Personalization.Recommendations.Sessions;

namespace Personalization.Benchmarks.Recommendations;

/// <summary>The methods that are compared. A model of the suite is added here and nowhere else.</summary>
internal static class SessionMethods
{
    /// <summary>What the others are measured against.</summary>
    public static ISessionMethod Reference() => new VmisKnn();

    /// <summary>The suite's own model as it serves.</summary>
    public static ISessionMethod? Candidate() => new SuiteModel("suite", SessionModelSettings.Default);

    /// <summary>The suite's own model at other settings, each by its own name: what accuracy costs in speed.</summary>
    public static IReadOnlyList<ISessionMethod> Frontier() =>
    [
        new SuiteModel("suite-rows-20", SessionModelSettings.Default with { RowLength = 20 }),
        new SuiteModel("suite-rows-40", SessionModelSettings.Default with { RowLength = 40 }),
        new SuiteModel("suite-rows-150", SessionModelSettings.Default with { RowLength = 150 }),
    ];

    public static ISessionMethod Named(string name) =>
        All().FirstOrDefault(method => method.Name == name) ?? throw new InvalidOperationException($"There is no method {name}");

    private static IEnumerable<ISessionMethod> All() => [Reference(), .. Candidate() is { } candidate ? [candidate] : (ISessionMethod[])[], .. Frontier()];
}
