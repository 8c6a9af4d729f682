using System.Globalization;
using System.Text.RegularExpressions;

namespace Personalization.Simulator.Commands;

/// <summary>What the command line asks for.</summary>
internal sealed partial record SimulateOptions
{
    public const int MostPeople = 100_000;
    public const int MostDays = 730;

    private static readonly Dictionary<string, Func<SimulateOptions, string, SimulateOptions>> Values = new(StringComparer.Ordinal)
    {
        ["--days"] = (options, text) => options with { Days = Number("--days", text, 1, MostDays) },
        ["--people"] = (options, text) => options with { People = Number("--people", text, 1, MostPeople) },
        ["--seed"] = (options, text) => options with { Seed = Number("--seed", text, 0, int.MaxValue) },
        ["--sample"] = (options, text) => options with { Sample = Number("--sample", text, 0, MostPeople) },
        ["--from"] = (options, text) => options with { From = text },
        ["--data"] = (options, text) => options with { From = text },
        ["--person"] = (options, text) => options with { Person = text },
        ["--against"] = (options, text) => options with { Against = text },
        ["--set"] = (options, text) => options with { Settings = new Dictionary<string, string?>(options.Settings) { [Pair(text).Key] = Pair(text).Value } },
    };

    public string Journey { get; init; } = "";

    /// <summary>How long it goes on; of real history: all of it and a month more.</summary>
    public int? Days { get; init; }

    public int People { get; init; } = 1000;

    public int Seed { get; init; } = 1;

    /// <summary>People whose stories are shown.</summary>
    public int Sample { get; init; } = 5;

    /// <summary>A file of events, or a folder of such; null for made-up people.</summary>
    public string? From { get; init; }

    public string? Person { get; init; }

    /// <summary>What to compare with: <c>base</c> for the same without the settings given, else another journey.</summary>
    public string? Against { get; init; }

    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    public bool Json { get; init; }

    /// <summary>Reads a command line.</summary>
    /// <exception cref="UsageException">It cannot be understood.</exception>
    public static SimulateOptions Read(IReadOnlyList<string> args)
    {
        SimulateOptions options = new();
        for (int at = 0; at < args.Count; at++)
        {
            string arg = args[at];
            if (arg == "--json") options = options with { Json = true };
            else if (Values.TryGetValue(arg, out Func<SimulateOptions, string, SimulateOptions>? set))
                options = ++at < args.Count ? set(options, args[at]) : throw new UsageException($"{arg} needs a value.");
            else if (arg.StartsWith('-')) throw new UsageException($"There is no option {arg}.");
            else if (options.Journey.Length > 0) throw new UsageException($"One journey at a time: {options.Journey} or {arg}?");
            else options = options with { Journey = arg };
        }
        if (options.Journey.Length == 0) throw new UsageException("Which journey? Such as: scripts/simulate abandoned-cart");
        if (options is { Against: "base", Settings.Count: 0 }) throw new UsageException("--against base compares with the settings as they are; say with --set what is to be different.");
        return options;
    }

    private static int Number(string option, string text, int least, int most) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= least && value <= most
            ? value : throw new UsageException($"{option} is a whole number from {least} to {most}, not {text}.");

    private static KeyValuePair<string, string?> Pair(string text)
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        if (equals <= 0) throw new UsageException($"--set takes NAME=VALUE, such as Journeys:AbandonedCart:FirstAfter=2h, not {text}.");
        return new(text[..equals].Replace("__", ":", StringComparison.Ordinal), Value(text[(equals + 1)..]));
    }

    // 2h, 30m and 3d are spans of time.
    private static string Value(string text) => Short().Match(text) is not { Success: true } match ? text
        : (int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) * match.Groups[2].Value switch { "m" => TimeSpan.FromMinutes(1), "h" => TimeSpan.FromHours(1), _ => TimeSpan.FromDays(1) }).ToString("c", CultureInfo.InvariantCulture);

    [GeneratedRegex("^([0-9]{1,5})([mhd])$")]
    private static partial Regex Short();
}

/// <summary>A command line, or a file, that cannot be understood.</summary>
internal sealed class UsageException(string message) : Exception(message);
