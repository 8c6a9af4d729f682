using Personalization.Events;

namespace Personalization.Functions.Experiments;

/// <summary>An experiment in a list.</summary>
internal sealed record ExperimentLineBody(
    string Id, string Name, string Hypothesis, string Kind, string State, IReadOnlyList<string> Variants, string Metric, string? StartsAt, string? EndsAt, int Version)
{
    public static ExperimentLineBody From(WrittenExperiment written, DateTimeOffset now) => new(
        written.Experiment.Id, written.Experiment.Name, written.Experiment.Hypothesis, Called(written.Experiment.Kind), Called(written.Line.StateAt(now)),
        [.. written.Experiment.Variants.Select(one => one.Id)], Called(written.Experiment.Metric), Time(written.Line.StartsAt), Time(written.Line.EndsAt), written.Line.Version);

    internal static string Called<T>(T one)
        where T : struct, Enum => one.ToString().ToLowerInvariant();

    internal static string? Time(DateTimeOffset? time) => time is { } known ? EventCodec.Text(known) : null;
}

/// <summary>All experiments.</summary>
internal sealed record ExperimentListBody(IReadOnlyList<ExperimentLineBody> Experiments);

/// <summary>An experiment with its text.</summary>
internal sealed record ExperimentBody(string Id, string Name, string State, string? StartsAt, string? EndsAt, int Version, string Text)
{
    public static ExperimentBody From(WrittenExperiment written, DateTimeOffset now) => new(
        written.Experiment.Id, written.Experiment.Name, ExperimentLineBody.Called(written.Line.StateAt(now)), ExperimentLineBody.Time(written.Line.StartsAt),
        ExperimentLineBody.Time(written.Line.EndsAt), written.Line.Version, written.Line.Text);
}
