using System.Collections.Immutable;
using Personalization.Common.Documents;
using Personalization.Segments;

namespace Personalization.Journeys.Recipes;

/// <summary>A journey that a merchant has written down: when somebody enters, what happens then, and when it ends.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Description">What it is for.</param>
/// <param name="Active">Whether people enter.</param>
/// <param name="Trigger">What brings people in.</param>
/// <param name="Entry">What must be true of them then; null for nothing.</param>
/// <param name="Reentry">Whether they may enter again.</param>
/// <param name="Exit">Conditions of which any one ends it, whatever waits.</param>
/// <param name="Cap">The most messages that a person gets from it, or null.</param>
/// <param name="Steps">What happens.</param>
public sealed record Recipe(
    string Id, string Name, string Description, bool Active, Trigger Trigger, Condition? Entry, Reentry Reentry, ImmutableArray<Condition> Exit, MessageCap? Cap, ImmutableArray<Step> Steps)
{
    /// <summary>All steps, whatever they lie in.</summary>
    public IEnumerable<Step> AllSteps => Step.All(Steps);

    /// <summary>A warning for each step that names a template which is not there.</summary>
    /// <param name="known">Ids of those that are.</param>
    public IEnumerable<DocumentFinding> MissingTemplates(IReadOnlySet<string> known) => AllSteps.OfType<MessageStep>().Where(step => !known.Contains(step.Template)).Select(step => new DocumentFinding(
        "unknown-template", step.Place.Pointer, step.Place.Line, step.Place.Column, $"There is no template {step.Template} yet: PUT /v1/messages/templates/{step.Template}", true));
}

/// <summary>When somebody may enter again who has entered before.</summary>
/// <param name="Again">False for never.</param>
/// <param name="After">How long after the entry before.</param>
public readonly record struct Reentry(bool Again, TimeSpan After)
{
    /// <summary>Once in a life.</summary>
    public static Reentry Never => new(false, TimeSpan.Zero);

    /// <summary>Each time, as soon as the run before has ended.</summary>
    public static Reentry Always => new(true, TimeSpan.Zero);
}

/// <summary>So many messages in such a time.</summary>
public readonly record struct MessageCap(int Most, TimeSpan Within);

/// <summary>How large recipes may be.</summary>
public static class RecipeLimits
{
    /// <summary>Bytes of the text.</summary>
    public const int Bytes = 64 * 1024;

    /// <summary>Steps, all together.</summary>
    public const int Steps = 100;

    /// <summary>Branches within each other.</summary>
    public const int Depth = 6;

    /// <summary>Characters of a message's model or a webhook's body.</summary>
    public const int ModelCharacters = 8 * 1024;

    /// <summary>Recipes of a shop.</summary>
    public const int Recipes = 200;

    /// <summary>The longest wait.</summary>
    public static readonly TimeSpan Wait = TimeSpan.FromDays(400);

    /// <summary>The longest that a message may wait for its time.</summary>
    public static readonly TimeSpan ValidFor = TimeSpan.FromDays(30);
}
