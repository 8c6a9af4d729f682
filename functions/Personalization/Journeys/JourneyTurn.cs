using System.Collections.Immutable;

namespace Personalization.Journeys;

/// <summary>What a journey remembers from turn to turn. It is kept in the journey's history: small, and only ever added to.</summary>
public interface IJourneyState
{
    /// <summary>Whose journey it is: the value of a <see cref="Profiles.PersonKey"/>.</summary>
    string Person { get; }

    /// <summary>Tells apart the rounds of a journey that may begin again, such as a cart filled anew; empty where there is one alone.</summary>
    string Round { get; }

    /// <summary>The steps that are done, or passed over, in this round.</summary>
    ImmutableArray<string> Steps { get; }

    /// <summary>The last change of the journey's subject that it has looked at.</summary>
    DateTimeOffset? LastChange { get; }
}

/// <summary>What a journey does next: acts to perform now, then it waits, for a time or to be woken, or ends.</summary>
/// <param name="State">What it remembers.</param>
/// <param name="Acts">What to do now, in order.</param>
/// <param name="WaitUntil">When to look again at the latest, UTC; null: when it is woken.</param>
/// <param name="End">Why it ends, a short code; null when it does not.</param>
public sealed record JourneyTurn<TState>(TState State, ImmutableArray<JourneyAct> Acts, DateTimeOffset? WaitUntil, string? End)
    where TState : IJourneyState
{
    /// <summary>What it waits for, for a merchant to read.</summary>
    public string Note { get; init; } = "";
}

/// <summary>Makes turns.</summary>
public static class JourneyTurn
{
    /// <summary>Does something, and waits.</summary>
    public static JourneyTurn<TState> Wait<TState>(TState state, DateTimeOffset? until, string note, params ImmutableArray<JourneyAct> acts)
        where TState : IJourneyState => new(state, acts, until, null) { Note = note };

    /// <summary>Does something, and ends.</summary>
    public static JourneyTurn<TState> End<TState>(TState state, string reason, params ImmutableArray<JourneyAct> acts)
        where TState : IJourneyState => new(state, acts, null, reason) { Note = reason };
}

/// <summary>How a journey ended.</summary>
/// <param name="Reason">Why.</param>
/// <param name="Steps">The steps that were done, or passed over.</param>
/// <param name="LastChange">The last change of its subject that it has looked at.</param>
public sealed record JourneyOutcome(string Reason, ImmutableArray<string> Steps, DateTimeOffset? LastChange);

/// <summary>Where a journey stands, for a merchant to read.</summary>
/// <param name="Note">What it waits for.</param>
/// <param name="Until">When it looks again at the latest; null: when it is woken.</param>
/// <param name="Steps">The steps that are done, or passed over.</param>
/// <param name="LastChange">The last change of its subject that it has looked at.</param>
/// <param name="Ending">Whether it is about to end: it looks once more, since the subject may have changed meanwhile.</param>
/// <param name="Trouble">Why the last act came to nothing; null when it did not.</param>
public sealed record JourneyStatus(
    string Note, DateTimeOffset? Until, ImmutableArray<string> Steps, DateTimeOffset? LastChange, bool Ending = false, string? Trouble = null);
