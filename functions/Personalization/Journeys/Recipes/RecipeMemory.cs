using System.Collections.Immutable;

namespace Personalization.Journeys.Recipes;

/// <summary>What is remembered of a person and a recipe from one run to the next. Field names are storage format.</summary>
public sealed record RecipeMemory
{
    private const int Kept = 30;

    /// <summary>Nothing yet.</summary>
    public static RecipeMemory None { get; } = new();

    /// <summary>The newest entries, oldest first.</summary>
    public ImmutableArray<RecipeEntry> Entries { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>The newest messages, oldest first.</summary>
    public ImmutableArray<RecipeMessage> Messages { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>Whether the segment condition was true when last looked at; null when it never was.</summary>
    public bool? Inside { get; init; }

    /// <summary>Instances that have not ended, of recipes that wait for a condition.</summary>
    public ImmutableSortedSet<string> Running { get => field ?? []; init; } = [];

    /// <summary>Whether a trigger lets the person in. The one that did so already does it again: it may come twice.</summary>
    public bool Admits(Reentry reentry, string key, DateTimeOffset at) =>
        Knows(key) || Entries.IsEmpty || (reentry.Again && at - Entries[^1].At >= reentry.After);

    /// <summary>How many messages there were in a time up to now, but for one: a step that is taken again finds its own.</summary>
    public int Sent(TimeSpan within, DateTimeOffset now, string except) => Messages.Count(message => message.At > now - within && message.Step != except);

    /// <summary>Whether that trigger has let the person in before.</summary>
    public bool Knows(string key) => Entries.Any(entry => entry.Key == key);

    /// <summary>What a message of a run is remembered by.</summary>
    public static string NameOf(string key, string step) => $"{key}:{step}";

    /// <summary>With an entry; known ones change nothing.</summary>
    public RecipeMemory WithEntry(string key, DateTimeOffset at) =>
        Knows(key) ? this : this with { Entries = Newest(Entries.Add(new RecipeEntry(key, at))) };

    /// <summary>With a message; known ones change nothing.</summary>
    public RecipeMemory WithMessage(string step, DateTimeOffset at) =>
        Messages.Any(message => message.Step == step) ? this : this with { Messages = Newest(Messages.Add(new RecipeMessage(step, at))) };

    private static ImmutableArray<T> Newest<T>(ImmutableArray<T> all) => all.Length > Kept ? all[^Kept..] : all;
}

/// <summary>An entry.</summary>
/// <param name="Key">What brought the person in.</param>
/// <param name="At">When, UTC.</param>
public sealed record RecipeEntry(string Key, DateTimeOffset At);

/// <summary>A message that a recipe sent.</summary>
/// <param name="Step">Its step and run.</param>
/// <param name="At">When, UTC.</param>
public sealed record RecipeMessage(string Step, DateTimeOffset At);
