using Microsoft.Extensions.Options;
using Personalization.Simulator.Reports;
using Personalization.Simulator.Shoppers;
using Personalization.Simulator.World;

namespace Personalization.Simulator.Commands;

/// <summary>Simulates as the command line says, and reports.</summary>
internal static class SimulateCommand
{
    private static readonly TimeSpan Afterwards = TimeSpan.FromDays(30);

    /// <summary>Gives the exit code: 0, 1 when a journey failed, 2 when it was not understood.</summary>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter errors)
    {
        try
        {
            return await RunAsync(SimulateOptions.Read(args), output);
        }
        catch (Exception fault) when (fault is UsageException or UnknownSettingException or OptionsValidationException)
        {
            await errors.WriteLineAsync($"{fault.Message} See scripts/simulate --help.");
            return 2;
        }
    }

    private static async Task<int> RunAsync(SimulateOptions options, TextWriter output)
    {
        int days = options.Days ?? 90;
        IReadOnlyList<Fact> facts = options.From is { } path ? EventHistory.Read(path) : GeneratedHistory.Tell(options.Seed, options.People, days, GeneratedHistory.Start);
        DateTimeOffset end = options is { From: not null, Days: null } ? facts[^1].At + Afterwards : facts[0].At.AddDays(days);
        Simulation simulation = new(options.Journey, options.Settings, facts, end);
        (SimulationRun run, Summary summary) = await simulation.RunAsync();
        (SimulationRun Run, Summary Summary)? before = options.Against switch
        {
            null => null,
            "base" => await (simulation with { Settings = new Dictionary<string, string?>() }).RunAsync(),
            var other => await (simulation with { Journey = other, Settings = new Dictionary<string, string?>() }).RunAsync(),
        };
        IReadOnlyList<Change>? changes = before is { } former ? Difference.Of(former.Run, run) : null;
        PersonRun[] people = Chosen(options, run);
        if (options.Json) await output.WriteLineAsync(JsonReport.Of(options.Journey, summary, people, before?.Summary, changes));
        else Write(new TextReport(output), options, summary, people, before?.Summary, changes);
        return summary.Failed == 0 ? 0 : 1;
    }

    private static void Write(TextReport report, SimulateOptions options, Summary summary, IReadOnlyList<PersonRun> people, Summary? before, IReadOnlyList<Change>? changes)
    {
        report.Write(options.Journey, summary);
        if (before is not null) report.Write($"{Environment.NewLine}{options.Against}", before);
        if (changes is not null) report.Write(changes, options.Sample);
        report.Write(people);
    }

    // Whoever it happened to most is the least like the others: those are chosen by the hash of their keys.
    private static PersonRun[] Chosen(SimulateOptions options, SimulationRun run)
    {
        if (options.Person is not { } wanted)
            return [.. run.People.Where(person => person.All<JourneyBegan>().Any()).OrderBy(person => Common.StableHash.Of(person.Key)).Take(options.Sample)];
        PersonRun[] found = [.. run.People.Where(person => person.Id == wanted || person.Key == wanted)];
        return found.Length > 0 ? found : throw new UsageException($"Nobody is called {wanted} here; people are called such as {run.People[0].Id}.");
    }
}
