using System.Collections.Immutable;

namespace Personalization.Profiles.Feedback;

/// <summary>
/// What a person was shown and said of it, in parts that come out the same in whatever order they are put together: the newest lists,
/// and for each product and kind of statement the time of the newest. Field names are storage format.
/// </summary>
public sealed record ProfileFeedback
{
    /// <summary>Nothing shown, nothing said.</summary>
    public static ProfileFeedback None { get; } = new();

    /// <summary>The newest lists of recommendations that were shown, newest first.</summary>
    public ImmutableArray<ShownList> Shown { get; init; } = [];

    /// <summary>When a product was last swiped away, closed or cut short.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Skipped { get; init; } = ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>When a product was last hidden.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Hidden { get; init; } = ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    /// <summary>The last word on a product.</summary>
    public ImmutableSortedDictionary<string, Verdict> Verdicts { get; init; } = ImmutableSortedDictionary.Create<string, Verdict>(StringComparer.Ordinal);
}

/// <summary>Recommendations that were shown together.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Id">Hash of the event: together with the time a total order.</param>
/// <param name="Products">Products, each once.</param>
/// <param name="Positions">Their places in the list, from 1.</param>
public sealed record ShownList(DateTimeOffset At, ulong Id, ImmutableArray<string> Products, ImmutableArray<int> Positions);

/// <summary>The newest statement that a product is not for the person, or that it is after all.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Disliked">True for "not for me", false for taking back whatever was said before.</param>
public readonly record struct Verdict(DateTimeOffset At, bool Disliked);
