using System.Collections.Immutable;
using System.Text;
using Personalization.Common;
using Personalization.Common.Documents;
using Personalization.Experiments.Definitions;
using Personalization.Messages;
using Personalization.Segments.Definitions;

namespace Personalization.Functions.Experiments;

/// <summary>An experiment as it is written.</summary>
internal sealed record WrittenExperiment(Experiment Experiment, ExperimentLine Line);

/// <summary>An experiment, or why there is none.</summary>
internal readonly record struct ExperimentEdit(WrittenExperiment? Written, Problem? Problem);

/// <summary>Reads, changes, starts and stops the shop's experiments.</summary>
/// <param name="store">Texts.</param>
/// <param name="segments">The shop's segments.</param>
/// <param name="policy">Knows the shop's clock.</param>
/// <param name="time">The clock.</param>
public sealed class ExperimentEditor(IExperimentStore store, ISegmentStore segments, MessagePolicy policy, TimeProvider time)
{
    private const int Attempts = 20;

    internal static readonly Problem Unknown = new(404, "unknown-experiment", "There is no such experiment", "GET /v1/experiments lists them; PUT /v1/experiments/{id} stores one.");
    private static readonly Problem Changed = new(412, "experiment-changed", "The experiment has changed since", "Read it again, take over what has changed, and send the new ETag as If-Match.");
    private static readonly Problem Blind = new(428, "precondition-required", "The version to be replaced is not named", "Send the experiment's ETag as If-Match, so that nobody's change is lost.");
    private static readonly Problem TooMany = new(422, "too-many-experiments", "There are too many experiments", $"A shop keeps at most {ExperimentLimits.Experiments}. Take one away that is over.");

    /// <summary>Now, UTC.</summary>
    internal DateTimeOffset Now => time.GetUtcNow();

    /// <summary>An experiment, or null.</summary>
    internal async Task<WrittenExperiment?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await store.LoadAsync(cancellationToken)).Lines.GetValueOrDefault(id) is { IsGone: false } line ? Read(id, line) : null;

    /// <summary>All experiments.</summary>
    internal async Task<IReadOnlyList<WrittenExperiment>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await store.LoadAsync(cancellationToken)).Lines.Where(one => !one.Value.IsGone).Select(one => Read(one.Key, one.Value))];

    /// <summary>Stores a text as the newest version.</summary>
    internal async Task<ExperimentEdit> PutAsync(string id, ReadOnlyMemory<byte> text, int? expected, CancellationToken cancellationToken)
    {
        IReadOnlySet<string> known = (await segments.LoadAsync(cancellationToken)).Ids();
        return await ChangeAsync(id, expected, blind: false, (lines, line) =>
        {
            ExperimentReading reading = ExperimentReader.Read(text.Span, id, (line?.Version ?? 0) + 1, known);
            if (reading.Experiment is null) return (null, Refusal(reading.Findings));
            if (ExperimentRules.Writable(line) is { } problem) return (null, problem);
            return line is null && lines.Count >= ExperimentLimits.Experiments ? (null, TooMany) : (new ExperimentLine(reading.Experiment.Version, Encoding.UTF8.GetString(text.Span), Now), null);
        }, cancellationToken);
    }

    /// <summary>Lets people in, now or at the time that it names.</summary>
    internal Task<ExperimentEdit> StartAsync(string id, int? expected, CancellationToken cancellationToken) => ChangeAsync(
        id, expected, blind: true, (lines, line) => line is null or { IsGone: true } ? (null, Unknown) : ExperimentRules.Start(id, lines, Now, policy.TimeZone), cancellationToken);

    /// <summary>Ends it.</summary>
    internal Task<ExperimentEdit> StopAsync(string id, int? expected, CancellationToken cancellationToken) => ChangeAsync(
        id, expected, blind: true, (_, line) => line is null or { IsGone: true } ? (null, Unknown) : ExperimentRules.Stop(line, Now), cancellationToken);

    /// <summary>Takes an experiment away. Its id stays taken where people were in it.</summary>
    internal Task<ExperimentEdit> RemoveAsync(string id, int? expected, CancellationToken cancellationToken) => ChangeAsync(id, expected, blind: false, (_, line) =>
        line is null or { IsGone: true } ? (null, Unknown)
        : ExperimentRules.Removable(line, Now) is { } problem ? (null, problem)
        : (line with { Text = "", SavedAt = Now }, null), cancellationToken);

    private static Problem Refusal(IReadOnlyList<DocumentFinding> findings)
    {
        ProblemError[] errors = [.. findings.Where(one => !one.IsWarning).Select(one => new ProblemError(one.Code, one.Pointer, one.Detail, one.Line, one.Column))];
        return new Problem(400, "invalid-experiment", "The experiment cannot be used", $"Line {errors[0].Line}: {errors[0].Detail}" + (errors.Length > 1 ? $" And {errors.Length - 1} more; see errors." : ""), errors);
    }

    private async Task<ExperimentEdit> ChangeAsync(
        string id, int? expected, bool blind, Func<ImmutableSortedDictionary<string, ExperimentLine>, ExperimentLine?, (ExperimentLine? Next, Problem? Problem)> change, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            DocumentIndex<ExperimentLine> index = await store.LoadAsync(cancellationToken);
            ExperimentLine? line = index.Lines.GetValueOrDefault(id);
            int stored = line is null or { IsGone: true } ? 0 : line.Version;
            if (expected is { } version ? version != stored : stored > 0 && !blind) return new ExperimentEdit(null, expected is null ? Blind : Changed);
            (ExperimentLine? next, Problem? problem) = change(index.Lines, line);
            if (next is null) return new ExperimentEdit(null, problem);
            if (await store.TrySaveAsync(index with { Lines = index.Lines.SetItem(id, next) }, cancellationToken)) return new ExperimentEdit(Read(id, next.IsGone ? line! : next), null);
        }
        throw new IOException("The list of experiments was changed by others at every attempt to change it");
    }

    private static WrittenExperiment Read(string id, ExperimentLine line) => new(ExperimentRules.Read(id, line), line);
}
