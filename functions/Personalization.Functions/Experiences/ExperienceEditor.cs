using System.Collections.Immutable;
using System.Text;
using Personalization.Common;
using Personalization.Common.Documents;
using Personalization.Experiences.Definitions;
using Personalization.Segments.Definitions;

namespace Personalization.Functions.Experiences;

/// <summary>An experience as it is written. Version 0 stands for one that comes along and that the shop has not taken over.</summary>
internal sealed record WrittenExperience(Experience Experience, ExperienceLine Line);

/// <summary>An experience, or why there is none.</summary>
internal readonly record struct ExperienceEdit(WrittenExperience? Written, Problem? Problem);

/// <summary>Reads and changes the shop's experiences.</summary>
/// <param name="store">Texts.</param>
/// <param name="segments">The shop's segments.</param>
/// <param name="time">The clock.</param>
public sealed class ExperienceEditor(IExperienceStore store, ISegmentStore segments, TimeProvider time)
{
    private const int Attempts = 20, GoneKept = 500;

    internal static readonly Problem Unknown = new(404, "unknown-experience", "There is no such experience", "GET /v1/experiences lists them; PUT /v1/experiences/{id} stores one.");
    private static readonly Problem Changed = new(412, "experience-changed", "The experience has changed since", "Read it again, take over what has changed, and send the new ETag as If-Match.");
    private static readonly Problem Blind = new(428, "precondition-required", "The version to be replaced is not named", "Send the experience's ETag as If-Match, so that nobody's change is lost.");
    private static readonly Problem TooMany = new(422, "too-many-experiences", "There are too many experiences", $"A shop keeps at most {ExperienceLimits.Experiences}. Take one away that is over.");

    /// <summary>An experience, stored or an example; or null.</summary>
    internal async Task<WrittenExperience?> FindAsync(string id, CancellationToken cancellationToken) =>
        (await store.LoadAsync(cancellationToken)).Lines.GetValueOrDefault(id) is { IsGone: false } line ? Read(id, line)
        : ShippedExperiences.All.TryGetValue(id, out string? text) ? Shipped(id, text) : null;

    /// <summary>All experiences, examples included.</summary>
    internal async Task<IReadOnlyList<WrittenExperience>> ListAsync(CancellationToken cancellationToken)
    {
        DocumentIndex<ExperienceLine> index = await store.LoadAsync(cancellationToken);
        IEnumerable<WrittenExperience> own = index.Lines.Where(one => !one.Value.IsGone).Select(one => Read(one.Key, one.Value));
        IEnumerable<WrittenExperience> shipped = ShippedExperiences.All.Where(one => index.Lines.GetValueOrDefault(one.Key) is null or { IsGone: true }).Select(one => Shipped(one.Key, one.Value));
        return [.. own.Concat(shipped).OrderBy(one => one.Experience.Id, StringComparer.Ordinal)];
    }

    /// <summary>Stores a text as the newest version.</summary>
    internal async Task<ExperienceEdit> PutAsync(string id, ReadOnlyMemory<byte> text, int? expected, CancellationToken cancellationToken)
    {
        IReadOnlySet<string> known = (await segments.LoadAsync(cancellationToken)).Ids();
        return await ChangeAsync(id, expected, (lines, line) =>
        {
            ExperienceReading reading = ExperienceReader.Read(text.Span, id, (line?.Version ?? 0) + 1, known);
            if (reading.Experience is null) return (null, Refusal(reading.Findings));
            return line is null or { IsGone: true } && lines.Count(one => !one.Value.IsGone) >= ExperienceLimits.Experiences ? (null, TooMany)
                : (new ExperienceLine(reading.Experience.Version, Encoding.UTF8.GetString(text.Span), time.GetUtcNow()), null);
        }, cancellationToken);
    }

    /// <summary>Takes an experience away.</summary>
    internal Task<ExperienceEdit> RemoveAsync(string id, int? expected, CancellationToken cancellationToken) => ChangeAsync(
        id, expected, (_, line) => line is null or { IsGone: true } ? (null, Unknown) : (line with { Text = "", SavedAt = time.GetUtcNow() }, null), cancellationToken);

    private static Problem Refusal(IReadOnlyList<DocumentFinding> findings)
    {
        ProblemError[] errors = [.. findings.Where(one => !one.IsWarning).Select(one => new ProblemError(one.Code, one.Pointer, one.Detail, one.Line, one.Column))];
        return new Problem(400, "invalid-experience", "The experience cannot be used", $"Line {errors[0].Line}: {errors[0].Detail}" + (errors.Length > 1 ? $" And {errors.Length - 1} more; see errors." : ""), errors);
    }

    private async Task<ExperienceEdit> ChangeAsync(
        string id, int? expected, Func<ImmutableSortedDictionary<string, ExperienceLine>, ExperienceLine?, (ExperienceLine? Next, Problem? Problem)> change, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            DocumentIndex<ExperienceLine> index = await store.LoadAsync(cancellationToken);
            ExperienceLine? line = index.Lines.GetValueOrDefault(id);
            int stored = line is null or { IsGone: true } ? 0 : line.Version;
            if (expected is { } version ? version != stored : stored > 0) return new ExperienceEdit(null, expected is null ? Blind : Changed);
            (ExperienceLine? next, Problem? problem) = change(index.Lines, line);
            if (next is null) return new ExperienceEdit(null, problem);
            if (await store.TrySaveAsync(index with { Lines = Bounded(index.Lines.SetItem(id, next)) }, cancellationToken)) return new ExperienceEdit(Read(id, next.IsGone ? line! : next), null);
        }
        throw new IOException("The list of experiences was changed by others at every attempt to change it");
    }

    // Of those that are gone the version is remembered, so that one written anew is not taken for the old one.
    private static ImmutableSortedDictionary<string, ExperienceLine> Bounded(ImmutableSortedDictionary<string, ExperienceLine> lines) => lines.RemoveRange(
        lines.Where(one => one.Value.IsGone).OrderByDescending(one => one.Value.SavedAt).ThenBy(one => one.Key, StringComparer.Ordinal).Skip(GoneKept).Select(one => one.Key).ToArray());

    private static WrittenExperience Read(string id, ExperienceLine line) => new(ExperienceDesk.Read(id, line), line);

    private static WrittenExperience Shipped(string id, string text) => Read(id, new ExperienceLine(0, text, DateTimeOffset.UnixEpoch));
}
