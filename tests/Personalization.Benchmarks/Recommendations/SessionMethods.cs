using System.Globalization;
using Personalization.Benchmarks.Recommendations.Vmis;
using Personalization.Recommendations.Sessions;

namespace Personalization.Benchmarks.Recommendations;

/// <summary>The methods that are compared. A model of the suite is added here and nowhere else.</summary>
internal static class SessionMethods
{
    private static readonly int[] FrontierRows = [10, 20, 40, 100, 150];

    /// <summary>What the others are measured against.</summary>
    public static ISessionMethod Reference() => new VmisKnn();

    /// <summary>The suite's own model as it serves.</summary>
    public static ISessionMethod Candidate() => new SuiteModel("session-model", SessionModelSettings.Default);

    /// <summary>The suite's own model at other settings, each by its own name: what accuracy costs in speed.</summary>
    public static IReadOnlyList<ISessionMethod> Frontier() =>
        [.. FrontierRows.Select(length => new SuiteModel(
            string.Create(CultureInfo.InvariantCulture, $"session-model-{length}"), SessionModelSettings.Default with { RowLength = length }))];

    public static ISessionMethod Named(string name) =>
        All().FirstOrDefault(method => method.Name == name) ?? throw new InvalidOperationException($"There is no method {name}");

    private static IEnumerable<ISessionMethod> All() => [Reference(), Candidate(), .. Frontier()];
}
