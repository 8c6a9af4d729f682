using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Recommendations.BackTests;

namespace Personalization.Functions.Recommendations;

/// <summary>Where a rebuild stands.</summary>
public enum RebuildState
{
    /// <summary>None has been made.</summary>
    None,

    /// <summary>Asked for.</summary>
    Queued,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Failed; the error says why.</summary>
    Failed,
}

/// <summary>What a rebuild is at.</summary>
public enum RebuildPhase
{
    /// <summary>Reads the lake.</summary>
    Reading,

    /// <summary>Puts what it has read in order.</summary>
    Sorting,

    /// <summary>Tests a model of all but the newest.</summary>
    Testing,

    /// <summary>Builds the model.</summary>
    Building,

    /// <summary>Stores it.</summary>
    Storing,
}

/// <summary>What became of a model.</summary>
public enum ModelOutcome
{
    /// <summary>There was nothing to learn from.</summary>
    Empty,

    /// <summary>It answers.</summary>
    InService,

    /// <summary>It waits for somebody to promote it.</summary>
    Shadow,

    /// <summary>It did not pass the back-test; it waits too, in case somebody knows better.</summary>
    Refused,

    /// <summary>Somebody put it in service.</summary>
    Promoted,

    /// <summary>Somebody put the one before it in service again: this one.</summary>
    RolledBack,
}

/// <summary>The newest rebuild: answer of the API, and what is stored of it, in one.</summary>
public sealed record RebuildStatus
{
    /// <summary>Where it stands.</summary>
    public RebuildState State { get; init; }

    /// <summary>What it is at, or was at when it failed.</summary>
    public RebuildPhase? Phase { get; init; }

    /// <summary>When it was asked for or began, UTC.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When this was last written, UTC.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>When it ended, UTC.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>Different events read so far.</summary>
    public long EventsRead { get; init; }

    /// <summary>Lines that could not be read and were passed over.</summary>
    public long DamagedLines { get; init; }

    /// <summary>Bytes of the lake read so far.</summary>
    public long BytesRead { get; init; }

    /// <summary>Bytes of the lake when the rebuild began.</summary>
    public long BytesTotal { get; init; }

    /// <summary>The model that came of it.</summary>
    public ModelRun? Model { get; init; }

    /// <summary>Why it failed, in words.</summary>
    public string? Error { get; init; }
}

/// <summary>A model and what became of it.</summary>
/// <param name="Version">Its name; null where there was nothing to learn from.</param>
/// <param name="At">When that was decided, UTC.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Verdict">Why, in words.</param>
/// <param name="Events">Different events that it was built from.</param>
/// <param name="Products">Products that it knows.</param>
/// <param name="Bytes">Size of its snapshot.</param>
/// <param name="Seconds">How long it took to build.</param>
/// <param name="TestedFrom">The back-test guessed what happened from here on; null without a test.</param>
/// <param name="Measures">Figures of the back-test.</param>
public sealed record ModelRun(
    string? Version, DateTimeOffset At, ModelOutcome Outcome, string Verdict, long Events, int Products, long Bytes, double Seconds,
    DateTimeOffset? TestedFrom, IReadOnlyList<BackTestMeasure> Measures);

/// <summary>The newest models, and what became of them.</summary>
/// <param name="Held">True after a rollback: new models wait until one is promoted.</param>
/// <param name="Runs">Newest first.</param>
public sealed record ModelHistory(bool Held, IReadOnlyList<ModelRun> Runs)
{
    /// <summary>How many are kept.</summary>
    public const int Kept = 50;

    /// <summary>Nothing yet.</summary>
    public static ModelHistory Empty { get; } = new(false, []);

    /// <summary>With one more, and without the oldest beyond those that are kept.</summary>
    public ModelHistory With(ModelRun run) => this with { Runs = [run, .. Runs.Take(Kept - 1)] };
}

/// <summary>Source-generated serializers of rebuilds.</summary>
[JsonSerializable(typeof(RebuildStatus))]
[JsonSerializable(typeof(ModelHistory))]
[JsonSerializable(typeof(ModelRun))]
internal sealed partial class RebuildJson : JsonSerializerContext
{
    /// <summary>camelCase, absent members left out.</summary>
    public static RebuildJson Relaxed { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters =
        {
            new JsonStringEnumConverter<RebuildState>(JsonNamingPolicy.CamelCase), new JsonStringEnumConverter<RebuildPhase>(JsonNamingPolicy.CamelCase),
            new JsonStringEnumConverter<ModelOutcome>(JsonNamingPolicy.CamelCase),
        },
    });
}
