using System.Globalization;

namespace Personalization.Benchmarks;

/// <summary>What to measure, and for how long.</summary>
internal sealed record Options(string Command)
{
    /// <summary>About how long the sending takes in all, of events and of requests.</summary>
    public int Seconds { get; init; } = 80;

    /// <summary>Events of a batch.</summary>
    public int Batch { get; init; } = 50;

    /// <summary>Connections that send at once, of capture and of the reference alike.</summary>
    public int Connections { get; init; } = 16;

    /// <summary>Starts of each kind.</summary>
    public int Runs { get; init; } = 10;

    /// <summary>Folder of the published app, whose cold start is measured too; null for none.</summary>
    public string? Published { get; init; }

    /// <summary>File of the visits that methods learn from.</summary>
    public string? Train { get; init; }

    /// <summary>File of what methods are asked.</summary>
    public string? Test { get; init; }

    /// <summary>File to write predictions to; null for none.</summary>
    public string? Out { get; init; }

    /// <summary>Run the suite's own model at other settings too.</summary>
    public bool Frontier { get; init; }

    /// <summary>Sizes of the lakes to build models from.</summary>
    public IReadOnlyList<int> Events { get; init; } = [1_000_000, 3_000_000, 10_000_000];

    /// <summary>Journeys that the engine runs.</summary>
    public int Journeys { get; init; } = 3000;

    /// <summary>Journeys that wait when a host starts.</summary>
    public int Waiting { get; init; } = 100_000;

    /// <summary>Profiles that segments are looked at for.</summary>
    public int Profiles { get; init; } = 100_000;

    /// <summary>Answers of the assistant at once.</summary>
    public int Streams { get; init; } = 1000;

    /// <summary>Experiments that are made up, of each kind.</summary>
    public int Trials { get; init; } = 10_000;

    /// <summary>Folder of the purchases that predictions are tested on.</summary>
    public string? Data { get; init; }

    /// <summary>Print one JSON document.</summary>
    public bool Json { get; init; }

    /// <summary>Null when the arguments cannot be understood.</summary>
    public static Options? Read(string[] args)
    {
        if (args.Length == 0 || args[0] is not ("events" or "cold-start" or "recommendations" or "serve" or "rebuild" or "journeys" or "predictions" or "segments" or "assistant" or "experiments")) return null;
        Options? options = new(args[0]);
        for (int index = 1; index < args.Length && options is not null; index++)
            options = args[index] == "--json" ? options with { Json = true }
                : args[index] == "--frontier" ? options with { Frontier = true }
                : index + 1 < args.Length ? options.With(args[index], args[++index])
                : null;
        return options is { Command: "recommendations" } and ({ Train: null } or { Test: null }) or { Command: "predictions", Data: null } ? null : options;
    }

    private Options? With(string name, string text)
    {
        if (name == "--events") return Sizes(text) is { } sizes ? this with { Events = sizes } : null;
        switch (name)
        {
            case "--published": return this with { Published = text };
            case "--train": return this with { Train = text };
            case "--test": return this with { Test = text };
            case "--data": return this with { Data = text };
            case "--out": return this with { Out = text };
        }
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) || value < 1) return null;
        return name switch
        {
            "--seconds" => this with { Seconds = Math.Max(value, 10) },
            "--batch" => this with { Batch = value },
            "--connections" => this with { Connections = value },
            "--runs" => this with { Runs = value },
            "--journeys" => this with { Journeys = Math.Max(value, 100) },
            "--profiles" => this with { Profiles = Math.Max(value, 1000) },
            "--trials" => this with { Trials = Math.Max(value, 100) },
            "--streams" => this with { Streams = value },
            "--waiting" => this with { Waiting = Math.Max(value, 100) },
            _ => null,
        };
    }

    /// <summary>Sizes such as 1e6,500000; null when one is none.</summary>
    private static int[]? Sizes(string text)
    {
        double[] sizes = [.. text.Split(',').Select(size => double.TryParse(size, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : 0)];
        return sizes.All(size => size is >= 1000 and <= 100_000_000) ? [.. sizes.Select(size => (int)size)] : null;
    }
}
