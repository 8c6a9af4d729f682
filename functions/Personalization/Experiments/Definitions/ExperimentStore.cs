using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Personalization.Common.Documents;

namespace Personalization.Experiments.Definitions;

/// <summary>An experiment as it is stored. It runs once: what people saw under its name must mean one thing. Field names are storage format.</summary>
/// <param name="Version">Its version; goes on rising when it is taken away and written anew, and with start and stop.</param>
/// <param name="Text">YAML or JSON as the merchant wrote it; empty where it was taken away.</param>
/// <param name="SavedAt">When, UTC.</param>
public sealed record ExperimentLine(int Version, string Text, DateTimeOffset SavedAt)
{
    /// <summary>From when on people are in it, UTC; null before it was started.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>Until when, UTC; null for no end known yet.</summary>
    public DateTimeOffset? EndsAt { get; init; }

    /// <summary>Whether it was taken away.</summary>
    [JsonIgnore]
    public bool IsGone => Text.Length == 0;

    /// <summary>How it stands.</summary>
    public ExperimentState StateAt(DateTimeOffset now) =>
        StartsAt is not { } start ? ExperimentState.Draft
        : EndsAt <= now ? ExperimentState.Over
        : start > now ? ExperimentState.Waiting
        : ExperimentState.Running;
}

/// <summary>How an experiment stands.</summary>
public enum ExperimentState
{
    /// <summary>Written, not started.</summary>
    Draft = 1,

    /// <summary>Started, and to begin later.</summary>
    Waiting,

    /// <summary>People are in it.</summary>
    Running,

    /// <summary>It has ended, or was stopped.</summary>
    Over,
}

/// <summary>Experiments as they are written.</summary>
public interface IExperimentStore : IDocumentIndexStore<ExperimentLine>;

/// <summary>Source-generated serializers of what is stored of experiments.</summary>
[JsonSerializable(typeof(ImmutableSortedDictionary<string, ExperimentLine>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
public sealed partial class ExperimentCodec : JsonSerializerContext;
