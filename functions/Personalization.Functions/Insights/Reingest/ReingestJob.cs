using System.Text.Json.Serialization;
using Personalization.Events.Fixes;
using Personalization.Insights.Reingest;

namespace Personalization.Functions.Insights.Reingest;

/// <summary>How far a re-ingest is. Names are wire and storage format.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReingestState>))]
public enum ReingestState
{
    /// <summary>It waits for its turn.</summary>
    [JsonStringEnumMemberName("queued")]
    Queued = 1,

    /// <summary>It runs, or whoever ran it has died and it will run again.</summary>
    [JsonStringEnumMemberName("running")]
    Running = 2,

    /// <summary>It is done.</summary>
    [JsonStringEnumMemberName("done")]
    Done = 3,

    /// <summary>It cannot be done; <see cref="ReingestJob.Why"/> says why.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed = 4,
}

/// <summary>A re-ingest that was asked for, and what came of it.</summary>
public sealed record ReingestJob
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>How far it is.</summary>
    public ReingestState State { get; init; } = ReingestState.Queued;

    /// <summary>Whether it only says what would change.</summary>
    public bool DryRun { get; init; }

    /// <summary>The fix that is made or undone.</summary>
    public required EventFix Fix { get; init; }

    /// <summary>Whether the fix is undone.</summary>
    public bool Undo { get; init; }

    /// <summary>When it was asked for, UTC.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>When it was done, UTC.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>What changes, or has changed.</summary>
    public ReingestSummary? Summary { get; init; }

    /// <summary>Why it failed.</summary>
    public string? Why { get; init; }
}

/// <summary>The fixes in force.</summary>
internal sealed record FixListBody(IReadOnlyList<EventFix> Fixes);

/// <summary>Source-generated serializers of re-ingests.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(ReingestJob))]
[JsonSerializable(typeof(FixListBody))]
internal sealed partial class ReingestJson : JsonSerializerContext;
