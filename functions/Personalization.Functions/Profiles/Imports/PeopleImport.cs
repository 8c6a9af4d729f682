using System.Collections.Concurrent;
using Personalization.Events;
using Personalization.Functions.Catalog.Imports;
using Personalization.Profiles;
using Personalization.Profiles.Imports;

namespace Personalization.Functions.Profiles.Imports;

/// <summary>Reads files of customers and scores, and finds out whose lines they are.</summary>
internal sealed class PeopleImport(ProfileUpdater profiles, PeopleMappings mappings, IEventGate? gate = null) : IImportReader
{
    public const string Customers = "customers";
    public const string Scores = "scores";

    private const int PeopleAStep = 100;
    private const int AtOnce = 8;

    public IReadOnlyList<string> Kinds { get; } = [Customers, Scores];

    public async Task<ImportContent> ReadAsync(ImportStatus status, Stream file, BinaryData? mapping, CancellationToken cancellationToken)
    {
        PeopleMapping known = (mapping is null ? PeopleMappings.Preset(status.Preset!) : mappings.Read(mapping.ToMemory().Span, status.Kind == Scores).Mapping)
            ?? throw new InvalidOperationException("The mapping of an import cannot be read, though it was when the import was accepted");
        PeopleFile people = await PeopleFileReader.ReadAsync(file, known, status.CreatedAt, cancellationToken);
        PersonLines lines = new(status.ImportId, status.CreatedAt);
        return new ImportContent([], (people.People.Count + PeopleAStep - 1) / PeopleAStep, (step, token) => StepAsync(people, lines, step, token))
        {
            Refusal = people.Refusal, Counts = people.Counts, Findings = people.Findings, ChangesModels = false,
        };
    }

    private async Task<ImportStep> StepAsync(PeopleFile file, PersonLines lines, int step, CancellationToken cancellationToken)
    {
        PersonRow[] rows = [.. file.People.Skip(step * PeopleAStep).Take(PeopleAStep)];
        ConcurrentDictionary<PersonKey, PersonKey> known = [];
        Func<ReadOnlyMemory<byte>, bool>? admits = gate is null ? null : await gate.CurrentAsync(cancellationToken);
        await Parallel.ForEachAsync(rows, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken, TaskScheduler = TaskScheduler.Current }, async (row, token) =>
        {
            foreach ((_, PersonKey key) in PersonMatch.KeysOf(row))
                if (await profiles.ResolveAsync(key, token) is { Profile.LastSeen: not null } found) known[key] = found.Profile.Key;
        });
        List<ReadOnlyMemory<byte>> taken = [];
        List<(string, long)> matches = [];
        foreach (PersonRow row in rows)
        {
            PersonMatch match = PersonMatch.Of(row, known);
            ReadOnlyMemory<byte>[] said = match.Person is { } person ? [.. lines.Of(row, person)] : [];
            // Whoever asked to be unknown is named as such, and nothing of the line is taken.
            if (admits is not null && !said.All(admits)) (match, said) = (PersonMatch.Suppressed, []);
            matches.Add((match.Outcome, row.Line));
            taken.AddRange(said);
        }
        return new ImportStep(taken, matches);
    }
}
