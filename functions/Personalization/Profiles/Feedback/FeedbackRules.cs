namespace Personalization.Profiles.Feedback;

/// <summary>
/// How much feedback counts and for how long. An ignored suggestion is weak evidence and soon forgotten, one that was skipped counts
/// for weeks, a hidden one for months; "not for me" does not fade.
/// </summary>
public static class FeedbackRules
{
    /// <summary>Being shown without being clicked.</summary>
    public static readonly TimeSpan IgnoredHalfLife = TimeSpan.FromDays(3);

    /// <summary>Being swiped away, closed or cut short.</summary>
    public static readonly TimeSpan SkippedHalfLife = TimeSpan.FromDays(14);

    /// <summary>Being hidden: not shown for one half-life, then slowly coming back.</summary>
    public static readonly TimeSpan HiddenHalfLife = TimeSpan.FromDays(90);

    /// <summary>What a disliked or hidden product says of others of its category.</summary>
    public static readonly TimeSpan CategoryHalfLife = TimeSpan.FromDays(30);

    /// <summary>Weight of one list on whose first place a product was ignored: it then counts 1 / (1 + weight).</summary>
    public const double IgnoredWeight = 0.15;

    /// <summary>What is left of a product that is ignored time and again: someone who scrolls past has not said no.</summary>
    public const double IgnoredFloor = 0.5;

    /// <summary>What a product loses that has just been skipped.</summary>
    public const double SkippedWeight = 0.6;

    /// <summary>Weight of one disliked product for others of its category; a hidden one weighs half, a skipped one a quarter of it.</summary>
    public const double CategoryWeight = 0.15;

    /// <summary>What is left of a category however much of it is disliked.</summary>
    public const double CategoryFloor = 0.5;

    /// <summary>What is left after so long, 1 for what is yet to come.</summary>
    public static double Decay(TimeSpan age, TimeSpan halfLife) => age <= TimeSpan.Zero ? 1 : Math.Pow(2, -(age / halfLife));
}

/// <summary>What somebody did with a suggestion, the weakest first.</summary>
public enum FeedbackLevel
{
    /// <summary>Nothing is held against it.</summary>
    None,

    /// <summary>Shown and not looked at.</summary>
    Ignored,

    /// <summary>Swiped away, closed or cut short.</summary>
    Skipped,

    /// <summary>Not to be shown for now.</summary>
    Hidden,

    /// <summary>Not for this person.</summary>
    Disliked,
}

/// <summary>What a score is multiplied with.</summary>
/// <param name="Factor">From 0, excluded, to 1, nothing held against it.</param>
/// <param name="Level">The strongest of what counts against it.</param>
public readonly record struct Penalty(float Factor, FeedbackLevel Level)
{
    /// <summary>Nothing is held against it.</summary>
    public static Penalty None => new(1, FeedbackLevel.None);

    /// <summary>True when the product must not be shown.</summary>
    public bool IsExcluded => Factor <= 0;
}
