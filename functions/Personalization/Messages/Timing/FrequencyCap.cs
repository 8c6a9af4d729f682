namespace Personalization.Messages.Timing;

/// <summary>The most marketing messages that one person gets within any stretch of time.</summary>
/// <param name="Most">How many.</param>
/// <param name="Window">How long the stretch is.</param>
/// <param name="Channel">The channel counted, or null for all together: channels know of each other.</param>
public sealed record FrequencyCap(int Most, TimeSpan Window, MessageChannel? Channel = null)
{
    /// <summary>Whether the person asked for it.</summary>
    public bool IsWish { get; init; }

    /// <summary>What a person's wish comes to, <c>daily</c>, <c>weekly</c> or <c>monthly</c>: one of all channels in that time. Null for anything else, which asks for nothing.</summary>
    public static FrequencyCap? OfWish(string? often) => often switch
    {
        "daily" => new FrequencyCap(1, TimeSpan.FromDays(1)) { IsWish = true },
        "weekly" => new FrequencyCap(1, TimeSpan.FromDays(7)) { IsWish = true },
        "monthly" => new FrequencyCap(1, TimeSpan.FromDays(30)) { IsWish = true },
        _ => null,
    };

    internal bool IsFor(MessageChannel channel) => Channel is null || Channel == channel;

    /// <summary>When to look again because the cap is reached at that time, or null when it is not.</summary>
    internal DateTimeOffset? Blocks(DateTimeOffset time, IReadOnlyList<(DateTimeOffset At, MessageChannel Channel)> others)
    {
        int within = 0;
        DateTimeOffset next = DateTimeOffset.MaxValue;
        foreach ((DateTimeOffset at, MessageChannel channel) in others)
        {
            if (!IsFor(channel) || at + Window <= time || at - Window >= time) continue;
            within++;
            if (at + Window < next) next = at + Window;
        }
        return within < Most ? null : Most == 0 ? DateTimeOffset.MaxValue : next;
    }
}
