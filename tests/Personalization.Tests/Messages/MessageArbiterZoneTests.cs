using Personalization.Messages;
using static Personalization.Tests.Messages.Mail;

namespace Personalization.Tests.Messages;

/// <summary>The suite's own policy in every zone, hour by hour around both changes of its clocks: no chance, nothing left out.</summary>
[Trait("Feature", "S103")]
public sealed class MessageArbiterZoneTests
{
    private static readonly MessageChannel[] Channels = [MessageChannel.Email, MessageChannel.Sms, MessageChannel.Push];

    [Fact]
    [Trait("Feature", "S104")]
    public void Decide_EveryZoneBothEdgesAllChannels_SuitePolicy_IsOutOfQuietHoursLostNeverAndStable()
    {
        MessagePolicy policy = new();
        int sent = 0, moved = 0, atBest = 0;
        foreach (TimeZoneInfo zone in EveryZone.All())
        {
            foreach (DateTimeOffset edge in EveryZone.Edges(zone))
            {
                for (int hour = -30; hour <= 18; hour += 3)
                {
                    // Three hours apart, each at another minute, so that all hours of a day are met around the edge.
                    DateTimeOffset now = edge.AddHours(hour).AddMinutes((hour + 30) * 7 % 60);
                    foreach (MessageChannel channel in Channels)
                    {
                        string country = (hour & 1) == 0 ? "FR" : "GE";
                        MessageRequest request = Request(now, channel: channel, hours: 96, atBestHour: (hour + 30) % 2 == 0);
                        (DateTimeOffset time, int decisions) = Follow(request, In(zone.Id, country), policy, now);
                        DateTime local = TimeZoneInfo.ConvertTime(time, zone).DateTime;
                        Assert.DoesNotContain(policy.QuietHours, quiet => quiet.IsFor(channel, MessagePurpose.Marketing, country) && quiet.Covers(local));
                        Assert.True(decisions <= 2, $"{zone.Id} {now:O} {channel}: decided {decisions} times");
                        (sent, moved) = (sent + 1, moved + (time > now ? 1 : 0));
                        bool sunday = channel is MessageChannel.Sms && country == "FR" && Enumerable.Range(0, 2).Any(day => TimeZoneInfo.ConvertTime(now, zone).AddDays(day).DayOfWeek is DayOfWeek.Sunday);
                        // Ten o'clock is quiet nowhere but on Sundays there, and comes within the patience of a day even where the clock skips an hour.
                        if (!request.AtBestHour || sunday) continue;
                        Assert.True(local.Hour == policy.DefaultHour || Skipped(zone, now, policy.DefaultHour), $"{zone.Id} {now:O} {channel}: {local:O}");
                        atBest++;
                    }
                }
            }
        }
        Assert.True(moved > sent / 3 && atBest > sent / 4, $"{sent} sent, {moved} of them later, {atBest} at the best hour");
    }

    // A country that skips a whole day, or this hour, has no such hour within a day.
    private static bool Skipped(TimeZoneInfo zone, DateTimeOffset now, int hour) =>
        !Enumerable.Range(0, 24 * 4).Any(quarter => TimeZoneInfo.ConvertTime(now.AddMinutes(15 * quarter), zone).Hour == hour);

    private static (DateTimeOffset Time, int Decisions) Follow(MessageRequest request, MessageRecipient recipient, MessagePolicy policy, DateTimeOffset now)
    {
        for (int decisions = 1; decisions < 10; decisions++)
        {
            MessageDecision decision = Decide(request, recipient, MessageHistory.None, policy, now);
            if (decision is Send) return (now, decisions);
            now = Assert.IsType<Delay>(decision).Until;
        }
        throw new InvalidOperationException($"{recipient.TimeZone}: never sent");
    }
}
