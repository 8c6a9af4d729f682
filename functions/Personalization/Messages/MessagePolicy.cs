using System.Collections.Immutable;
using Personalization.Messages.Timing;

namespace Personalization.Messages;

/// <summary>What a shop allows itself.</summary>
public sealed record MessagePolicy
{
    /// <summary>Most marketing messages a person gets. Default: 1 a day and 3 a week on each channel but the inbox, 2 a day and 6 a week on all.</summary>
    public ImmutableArray<FrequencyCap> Caps { get; init; } =
    [
        .. ((MessageChannel[])[MessageChannel.Email, MessageChannel.Sms, MessageChannel.Push]).SelectMany(channel => (FrequencyCap[])[
            new FrequencyCap(1, TimeSpan.FromDays(1), channel), new FrequencyCap(3, TimeSpan.FromDays(7), channel)]),
        new FrequencyCap(2, TimeSpan.FromDays(1)), new FrequencyCap(6, TimeSpan.FromDays(7)),
    ];

    /// <summary>When nothing is sent; all that fit a recipient apply. Default: 21:00 to 08:00, and no SMS in France on Sundays and before 10:00.</summary>
    public ImmutableArray<QuietHours> QuietHours { get; init; } =
    [
        new QuietHours(new TimeOnly(21, 0), new TimeOnly(8, 0)),
        new QuietHours(new TimeOnly(20, 0), new TimeOnly(10, 0), "FR", MessageChannel.Sms),
        new QuietHours(TimeOnly.MinValue, TimeOnly.MinValue, "FR", MessageChannel.Sms, [DayOfWeek.Sunday]),
    ];

    /// <summary>Zone of recipients whose own is not known, an IANA name.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The hour to send at as long as neither the person's nor the shop's opens say better, 0 to 23.</summary>
    public int DefaultHour { get; init; } = 10;

    /// <summary>When people open the shop's messages, all together.</summary>
    public OpenHours ShopOpens { get; init; } = OpenHours.None;

    /// <summary>How long after its making a message waits for its best hour.</summary>
    public TimeSpan BestHourPatience { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The longest that a message waits at all.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromDays(30);
}
