using System.Collections.Immutable;
using Personalization.Common;

namespace Personalization.Experiences.Definitions;

/// <summary>Something that the shop shows to some of its visitors, some of the time, as the merchant has written it.</summary>
/// <param name="Id">Its id: what events name as <c>promotion_id</c>.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Kind">Banner, greeting or pop-up.</param>
/// <param name="Content">What is shown where no tier and no variant is.</param>
/// <param name="Version">The version of the text.</param>
public sealed record Experience(string Id, string Name, SlotKind Kind, ExperienceContent Content, int Version)
{
    /// <summary>Whether it is in service.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>Ids of the slots that it may fill; empty for any of its kind.</summary>
    public ImmutableArray<string> Slots { get; init; } = [];

    /// <summary>Pages that it may be on; empty for any.</summary>
    public ImmutableArray<PageType> Pages { get; init; } = [];

    /// <summary>Of several that fit, the one with the highest is shown.</summary>
    public int Priority { get; init; }

    /// <summary>Who sees it.</summary>
    public ExperienceAudience Audience { get; init; } = ExperienceAudience.Everybody;

    /// <summary>When.</summary>
    public ExperienceSchedule Schedule { get; init; } = ExperienceSchedule.Always;

    /// <summary>Other content by the worth of a cart or customer, the dearest first.</summary>
    public ImmutableArray<ExperienceTier> Tiers { get; init; } = [];

    /// <summary>The experiment that its content takes part in; null for none.</summary>
    public string? Experiment { get; init; }

    /// <summary>What is shown in each variant; null for nothing.</summary>
    public ImmutableSortedDictionary<string, ExperienceContent?> Variants { get; init; } = ImmutableSortedDictionary.Create<string, ExperienceContent?>(StringComparer.Ordinal);

    /// <summary>How a pop-up comes up; null for other kinds.</summary>
    public PopupManner? Popup { get; init; }
}

/// <summary>What is shown: texts, never markup.</summary>
/// <param name="Text">The text, with placeholders.</param>
public sealed record ExperienceContent(LocalText? Text)
{
    /// <summary>Title, with placeholders.</summary>
    public LocalText? Title { get; init; }

    /// <summary>What the link or button says.</summary>
    public LocalText? Cta { get; init; }

    /// <summary>Address of the picture: https, or a path of the shop.</summary>
    public string? ImageUrl { get; init; }

    /// <summary>Where it leads: https, or a path of the shop.</summary>
    public string? Link { get; init; }

    /// <summary>How it looks: one of <see cref="ExperienceNames.Themes"/>.</summary>
    public string Theme { get; init; } = "plain";

    /// <summary>The code that it promises; null for none.</summary>
    public string? Coupon { get; init; }

    /// <summary>The worth of a cart that it leads to, for <c>{cartRemaining}</c>; null for none.</summary>
    public Worth? Goal { get; init; }
}

/// <summary>An amount of money.</summary>
/// <param name="Amount">How much.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record Worth(decimal Amount, string Currency);

/// <summary>Content for carts or customers that are worth so much.</summary>
/// <param name="IsOfCart">Whether the cart is meant; else what the customer has spent.</param>
/// <param name="AtLeast">The least worth.</param>
/// <param name="Content">What they see.</param>
public sealed record ExperienceTier(bool IsOfCart, Worth AtLeast, ExperienceContent Content);

/// <summary>When a pop-up comes up, and when not again.</summary>
/// <param name="Type">One of <see cref="ExperienceNames.PopupTypes"/>.</param>
/// <param name="On">What brings it up.</param>
public sealed record PopupManner(string Type, PopupTrigger On)
{
    /// <summary>The shortest time that a visitor is left alone, in seconds: nobody is met with a pop-up at the door.</summary>
    public const int ShortestWait = 5;

    /// <summary>From which visit on.</summary>
    public int FromVisit { get; init; } = 2;

    /// <summary>How long the visit lasts at least before it comes up, in seconds.</summary>
    public int NotBefore { get; init; } = ShortestWait;

    /// <summary>How much of the page was scrolled past, in per cent, where that brings it up.</summary>
    public int Percent { get; init; } = 50;

    /// <summary>Whether it stays away from a visit in which one was seen.</summary>
    public bool OncePerVisit { get; init; } = true;

    /// <summary>Whether nobody sees it twice.</summary>
    public bool NeverTwice { get; init; } = true;

    /// <summary>Days after any pop-up in which it stays away.</summary>
    public int DaysBetween { get; init; }
}

/// <summary>What brings a pop-up up.</summary>
public enum PopupTrigger
{
    /// <summary>Time.</summary>
    Delay = 1,

    /// <summary>That the visitor is about to leave.</summary>
    Exit,

    /// <summary>That the visitor has scrolled down.</summary>
    Scroll,
}
