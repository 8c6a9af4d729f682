using Personalization.Assistant.Tools;
using Personalization.Experiments.Definitions;
using Personalization.Experiments.Reports;
using Personalization.Functions.Experiments;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>The experiments there are, and what each has shown.</summary>
internal sealed class ExperimentListTool(ExperimentEditor editor, ExperimentResultStore results) : IAssistantTool
{
    private const string Query = "GET /v1/experiments";

    public ToolDefinition Definition { get; } = MerchantTool.Reads(
        "experiment_list", "List experiments",
        "All experiments (A/B tests, bandits, switchbacks, holdouts): how each stands and, of those that were started, the verdict as of the newest count of people. A verdict sampleratio means that no number of it can be trusted.");

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        IReadOnlyList<WrittenExperiment> all = await editor.ListAsync(cancellationToken);
        if (all.Count == 0) return new ToolResult(Definition.Name, []);
        ExperimentResults counted = await results.CurrentAsync(cancellationToken);
        return new ToolResult(Definition.Name,
        [
            new FigureFact("experiments.running", all.Count(one => one.Line.StateAt(editor.Now) is ExperimentState.Running), null, Query),
            new FigureFact("experiments.all", all.Count, null, Query),
            .. all.OrderBy(one => one.Line.StateAt(editor.Now) is not ExperimentState.Running).ThenByDescending(one => one.Line.StartsAt).ThenBy(one => one.Experiment.Id, StringComparer.Ordinal)
                .Take(MerchantTool.Most).SelectMany(one => Facts(one, counted)),
        ]);
    }

    private IEnumerable<Fact> Facts(WrittenExperiment written, ExperimentResults counted)
    {
        (string id, string name) = (written.Experiment.Id, written.Experiment.Name);
        string query = $"GET /v1/experiments/{id}/report";
        ExperimentState state = written.Line.StateAt(editor.Now);
        ExperimentReport report = ExperimentReporter.Of(written.Experiment, counted.Experiments.GetValueOrDefault(id));
        bool started = state is ExperimentState.Running or ExperimentState.Over;
        yield return new ThingFact("experiment", id, name, started ? $"{ExperimentLineBody.Called(state)}.{ExperimentLineBody.Called(report.Verdict)}" : ExperimentLineBody.Called(state), written.Line.SavedAt, query);
        if (!started) yield break;
        if (report.Variants.Sum(one => one.People) is > 0 and long people) yield return new FigureFact("experiment.people", people, "people", query) { Of = name };
        if (report.Comparisons.FirstOrDefault(one => one.Variant == report.Variant) is { } found)
            yield return new FigureFact("experiment.difference", (decimal)Math.Round(found.Difference * 100, 1), "%", query) { Of = name };
    }
}
