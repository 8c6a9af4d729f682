using System.Collections.Frozen;

namespace Personalization.Experiences.Definitions;

/// <summary>Names that documents of experiences use.</summary>
public static class ExperienceNames
{
    /// <summary>Kinds of experiences.</summary>
    public static FrozenDictionary<string, SlotKind> Kinds { get; } =
        ((SlotKind[])[SlotKind.Banner, SlotKind.Greeting, SlotKind.Popup]).ToFrozenDictionary(PageNames.Name, StringComparer.Ordinal);

    /// <summary>Looks that a storefront has styles for.</summary>
    public static IReadOnlyList<string> Themes { get; } = ["plain", "accent", "calm", "dark", "festive", "sale", "success"];

    /// <summary>What pop-ups are about.</summary>
    public static IReadOnlyList<string> PopupTypes { get; } = ["signup", "free-delivery", "offer", "announcement"];

    /// <summary>What brings pop-ups up.</summary>
    public static FrozenDictionary<string, PopupTrigger> Triggers { get; } = Enum.GetValues<PopupTrigger>().ToFrozenDictionary(one => one.ToString().ToLowerInvariant(), StringComparer.Ordinal);

    /// <summary>Days of the week.</summary>
    public static FrozenDictionary<string, DayOfWeek> Weekdays { get; } = Enum.GetValues<DayOfWeek>().ToFrozenDictionary(one => one.ToString().ToLowerInvariant()[..3], StringComparer.Ordinal);
}

/// <summary>What bounds experiences.</summary>
public static class ExperienceLimits
{
    /// <summary>Experiences of a shop.</summary>
    public const int Experiences = 500;

    /// <summary>Bytes of a text.</summary>
    public const int Bytes = 32 * 1024;

    /// <summary>Characters of a title or button.</summary>
    public const int Title = 200;

    /// <summary>Characters of a text.</summary>
    public const int Text = 1000;

    /// <summary>Languages of a text.</summary>
    public const int Languages = 20;

    /// <summary>Tiers or variants of one.</summary>
    public const int Branches = 10;

    /// <summary>The largest amount of money.</summary>
    public const decimal Money = 100_000_000;
}
