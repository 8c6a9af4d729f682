using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Messages;
using Personalization.Segments;

namespace Personalization.Journeys.Recipes;

/// <summary>Something that happens in a recipe.</summary>
public abstract record Step
{
    /// <summary>Step lists within it, in their order: positions in a running journey count by it.</summary>
    public virtual ImmutableArray<ImmutableArray<Step>> Branches => [];

    /// <summary>Steps with all that lies in them.</summary>
    public static IEnumerable<Step> All(IEnumerable<Step> steps) => steps.SelectMany(step => step.Branches.SelectMany(branch => All(branch)).Prepend(step));
}

/// <summary>Waits a while.</summary>
public sealed record WaitStep(TimeSpan For) : Step;

/// <summary>Waits for a time of day, on certain days of the week or any, in the person's zone.</summary>
public sealed record WaitForTimeStep(TimeOnly At, ImmutableArray<DayOfWeek> Weekdays) : Step;

/// <summary>Waits until a condition is true, but no longer than that; then goes on either way.</summary>
public sealed record WaitForStep(Condition Condition, TimeSpan AtMost) : Step;

/// <summary>Goes one of two ways.</summary>
public sealed record IfStep(Condition Condition, ImmutableArray<Step> Then, ImmutableArray<Step> Else) : Step
{
    /// <inheritdoc/>
    public override ImmutableArray<ImmutableArray<Step>> Branches => [Then, Else];
}

/// <summary>Goes one of several ways, by chance but always the same for the same person and experiment.</summary>
public sealed record SplitStep(string Experiment, ImmutableArray<SplitBranch> Ways) : Step
{
    /// <inheritdoc/>
    public override ImmutableArray<ImmutableArray<Step>> Branches => [.. Ways.Select(way => way.Steps)];
}

/// <summary>A way of a split.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Weight">Its share of the people is its weight by the sum of all.</param>
/// <param name="Steps">What happens.</param>
public sealed record SplitBranch(string Name, int Weight, ImmutableArray<Step> Steps);

/// <summary>Sends a message on the first of its channels where the person is reached and allows it; where there is none, nothing.</summary>
public sealed record MessageStep(string Template, ImmutableArray<MessageChannel> Channels, JsonElement Model) : Step
{
    /// <summary>Products to recommend, chosen when it is sent; null for none.</summary>
    public RecommendationWish? Recommendations { get; init; }

    /// <summary>Whether it waits for the hour at which the person opens messages.</summary>
    public bool AtBestHour { get; init; }

    /// <summary>How long it is worth sending.</summary>
    public TimeSpan ValidFor { get; init; } = TimeSpan.FromDays(3);

    /// <summary>The greater goes first where a cap lets only some through.</summary>
    public int Priority { get; init; }

    /// <summary>Where the template is named in the text.</summary>
    internal (string Pointer, int Line, int Column) Place { get; init; }
}

/// <summary>Products to recommend.</summary>
/// <param name="Strategy">Name of a strategy.</param>
/// <param name="Limit">How many.</param>
/// <param name="Product">The product that they stand beside, or <c>subject</c>; null for none.</param>
public sealed record RecommendationWish(string Strategy, int Limit, string? Product);

/// <summary>Sets a trait of the person; null takes it back.</summary>
public sealed record TagStep(string Name, JsonElement Value) : Step;

/// <summary>Calls the shop's endpoint. For marketing, as a postcard is, the person must have consented.</summary>
public sealed record WebhookStep(string Kind, JsonElement Body, MessagePurpose Purpose) : Step;

/// <summary>Ends the run.</summary>
public sealed record EndStep(string Reason) : Step;
