using System.Collections.Immutable;
using Personalization.Segments;

namespace Personalization.Experiences.Definitions;

/// <summary>Who sees an experience: all that is said must be so.</summary>
public sealed record ExperienceAudience
{
    /// <summary>Everybody.</summary>
    public static ExperienceAudience Everybody { get; } = new();

    /// <summary>Segments of which the visitor is in one; empty for any.</summary>
    public ImmutableArray<string> Any { get; init; } = [];

    /// <summary>Segments of which the visitor is in none.</summary>
    public ImmutableArray<string> None { get; init; } = [];

    /// <summary>Stages of which the visitor is at one; empty for any.</summary>
    public ImmutableArray<LifecycleStage> Stages { get; init; } = [];

    /// <summary>Which visit of this browser it is.</summary>
    public ValueRange? Visits { get; init; }

    /// <summary>What the cart is worth.</summary>
    public ValueRange? Cart { get; init; }

    /// <summary>Currency of the cart's bounds.</summary>
    public string? Currency { get; init; }

    /// <summary>Categories of which one is looked at in this visit; empty for any.</summary>
    public ImmutableArray<string> Categories { get; init; } = [];

    /// <summary>Brands of which one is looked at in this visit; empty for any.</summary>
    public ImmutableArray<string> Brands { get; init; } = [];

    /// <summary>Campaigns of which one has led here; empty for any.</summary>
    public ImmutableArray<string> Campaigns { get; init; } = [];

    /// <summary>Whether it is not the first visit; null for either.</summary>
    public bool? Returning { get; init; }
}

/// <summary>Bounds of a number, both included; null for none.</summary>
public sealed record ValueRange(decimal? AtLeast, decimal? AtMost)
{
    /// <summary>Whether a number is within.</summary>
    public bool Has(decimal number) => !(number < AtLeast) && !(number > AtMost);
}

/// <summary>When an experience is shown, by the shop's clock: all that is said must be so.</summary>
public sealed record ExperienceSchedule
{
    /// <summary>At any time.</summary>
    public static ExperienceSchedule Always { get; } = new();

    /// <summary>From then on; null for ever since.</summary>
    public DateTime? From { get; init; }

    /// <summary>Before then; null for ever after.</summary>
    public DateTime? Until { get; init; }

    /// <summary>Days of the week; empty for any. What goes past midnight belongs to the day that it begins on.</summary>
    public ImmutableArray<DayOfWeek> Weekdays { get; init; } = [];

    /// <summary>The first time of the day; null for midnight.</summary>
    public TimeOnly? Opens { get; init; }

    /// <summary>The time of the day before which; null for midnight. Not after <see cref="Opens"/>: on the next day.</summary>
    public TimeOnly? Closes { get; init; }

    /// <summary>Whether it is shown when the shop's clock says that.</summary>
    public bool Holds(DateTime local)
    {
        if (local < From || local >= Until) return false;
        TimeOnly time = TimeOnly.FromDateTime(local), opens = Opens ?? TimeOnly.MinValue;
        if (Closes is { } closes && closes <= opens && time < closes) return IsDay(local.AddDays(-1).DayOfWeek);
        return time >= opens && (Closes is not { } end || end <= opens || time < end) && IsDay(local.DayOfWeek);
    }

    private bool IsDay(DayOfWeek day) => Weekdays.IsEmpty || Weekdays.Contains(day);
}
