using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Catalog.Imports;
using Personalization.Common;

namespace Personalization.Functions.Catalog.Imports;

/// <summary>Where an import stands.</summary>
public enum ImportState
{
    /// <summary>Waits for its turn.</summary>
    Queued,

    /// <summary>Under way.</summary>
    Running,

    /// <summary>All in.</summary>
    Done,

    /// <summary>Refused; <see cref="ImportStatus.Problem"/> says why.</summary>
    Failed,
}

/// <summary>An import and how far it is: answer of the API and checkpoint of the job in one.</summary>
public sealed record ImportStatus
{
    /// <summary>Name of the import.</summary>
    public required string ImportId { get; init; }

    /// <summary>What is imported: <c>orders</c>, <c>customers</c>, <c>scores</c> or <c>demo</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The preset of an order file, or null when it came with its own mapping.</summary>
    public string? Preset { get; init; }

    /// <summary>Seed of a demo shop.</summary>
    public int? Seed { get; init; }

    /// <summary>Where it stands.</summary>
    public ImportState State { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When this was last written, UTC.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Products described.</summary>
    public int Products { get; init; }

    /// <summary>Steps done, of <see cref="Steps"/>. The job goes on from here when it is interrupted.</summary>
    public int StepsDone { get; init; }

    /// <summary>Steps in all; 0 until the file is read.</summary>
    public int Steps { get; init; }

    /// <summary>Events taken in so far.</summary>
    public long Events { get; init; }

    /// <summary>Events left out because their people want nothing to be known; null for none.</summary>
    public long? Suppressed { get; init; }

    /// <summary>Records of the file.</summary>
    public ImportCounts? Rows { get; init; }

    /// <summary>How the lines of a file of people met those that the shop knows.</summary>
    public MatchReport? Matches { get; init; }

    /// <summary>Steps whose lines are in <see cref="Matches"/>: a step that is done again is not counted again.</summary>
    public int StepsMatched { get; init; }

    /// <summary>What the owner of the file should know.</summary>
    public ImportFindings? Findings { get; init; }

    /// <summary>Why it failed.</summary>
    public Problem? Problem { get; init; }
}

/// <summary>Source-generated serializers of imports.</summary>
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(ImportStatus))]
internal sealed partial class ImportJson : JsonSerializerContext
{
    /// <summary>camelCase, absent members left out.</summary>
    public static ImportJson Relaxed { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter<ImportState>(JsonNamingPolicy.CamelCase), new JsonStringEnumConverter<ImportOutcome>(JsonNamingPolicy.CamelCase) },
    });
}
