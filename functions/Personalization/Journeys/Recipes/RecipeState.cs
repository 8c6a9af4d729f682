using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalization.Journeys.Recipes;

/// <summary>Where a person stands in a recipe. Field names are storage format: runs that wait were written by older versions.</summary>
public sealed record RecipeState : IJourneyState
{
    /// <summary>The recipe, and the version of it that this run keeps to.</summary>
    public required string Recipe { get; init; }

    /// <inheritdoc cref="Recipe"/>
    public required int Version { get; init; }

    /// <inheritdoc/>
    public required string Person { get; init; }

    /// <summary>What brought the person in: the same trigger twice has the same one.</summary>
    public required string Key { get; init; }

    /// <summary>Id of the instance, for whoever wakes it.</summary>
    public string Instance { get; init; } = "";

    /// <summary>The product that it is about, or null.</summary>
    public string? Subject { get; init; }

    /// <summary>When the person came in, UTC. Of recipes that recur: when the present run began.</summary>
    public required DateTimeOffset EnteredAt { get; init; }

    /// <summary>Properties of the event that brought the person in; undefined for none.</summary>
    public JsonElement? Event { get; init; }

    /// <summary>How often the event had happened that must not come, for absence triggers.</summary>
    public long Baseline { get; init; }

    /// <summary>Whether the entry has been decided.</summary>
    public bool Entered { get; init; }

    /// <summary>Numbers of steps and, between them, of the branches that were taken.</summary>
    public ImmutableArray<int> At { get => field.IsDefault ? [0] : field; init; } = [0];

    /// <summary>When the present wait ends; null when none has begun.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <inheritdoc/>
    public ImmutableArray<string> Steps { get => field.IsDefault ? [] : field; init; } = [];

    /// <inheritdoc/>
    public DateTimeOffset? LastChange { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public string Round => Key;
}
