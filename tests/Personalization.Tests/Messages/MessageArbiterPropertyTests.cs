using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Personalization.Messages;
using Personalization.Messages.Timing;
using static Personalization.Tests.Messages.Mail;

namespace Personalization.Tests.Messages;

/// <summary>What holds for any message, in every zone that the machine knows, around both changes of its clocks.</summary>
[Trait("Feature", "S103")]
public sealed class MessageArbiterPropertyTests
{
    private static readonly string[] Countries = ["FR", "GE"];
    private static readonly MessageChannel[] Channels = [MessageChannel.Email, MessageChannel.Sms, MessageChannel.Push];

    private sealed record Case(string Zone, DateTimeOffset Now, MessageRequest Request, MessageRecipient Recipient, MessageHistory History, MessagePolicy Policy)
    {
        public MessageDecision At(DateTimeOffset now) => Decide(Request, Recipient, History, Policy, now);
    }

    [Fact]
    public void Decide_AnyMessage_IsNeverSentInQuietHoursOrBeyondACap() => Hold(one =>
    {
        if (TimeOf(one, one.Now) is not { } time) return;
        DateTime local = TimeZoneInfo.ConvertTime(time, TimeZoneInfo.FindSystemTimeZoneById(one.Zone)).DateTime;
        Assert.DoesNotContain(one.Policy.QuietHours, quiet => (quiet.Channel ?? one.Request.Channel) == one.Request.Channel
            && (quiet.Country ?? one.Recipient.Country) == one.Recipient.Country && quiet.Covers(local));
        foreach (FrequencyCap cap in one.Policy.Caps.Where(cap => (cap.Channel ?? one.Request.Channel) == one.Request.Channel))
            Assert.InRange(one.History.Sent.Count(sent => (cap.Channel ?? sent.Channel) == sent.Channel && sent.At + cap.Window > time), 0, cap.Most - 1);
        Assert.InRange(time, one.Now, one.Request.ExpiresAt);
    });

    [Fact]
    public void Decide_DelayedMessage_IsSentWhenItsTimeComes() => Hold(one =>
    {
        if (one.At(one.Now) is Delay delay)
        {
            Assert.True(delay.Until > one.Now);
            Assert.NotEmpty(delay.Reasons);
            Assert.IsType<Send>(one.At(delay.Until));
        }
    });

    [Fact]
    public void Decide_DroppedMessage_SaysWhyAndHadNoTime() => Hold(one =>
    {
        if (one.At(one.Now) is not Drop drop) return;
        Assert.Equal(DecisionReasons.NoTimeLeft, drop.Reasons[^1].Code);
        MessageRequest plain = one.Request with { AtBestHour = false };
        for (DateTimeOffset time = one.Now; time <= one.Request.ExpiresAt; time = time.AddMinutes(7))
            Assert.IsNotType<Send>((one with { Request = plain }).At(time));
    });

    [Fact]
    public void Decide_AskedLater_NeverGivesAnEarlierTime() => Hold(one =>
    {
        DateTimeOffset last = DateTimeOffset.MinValue;
        for (int step = 0; step < 40; step++)
        {
            DateTimeOffset time = TimeOf(one, one.Now.AddMinutes(step * 37)) ?? DateTimeOffset.MaxValue;
            Assert.True(time >= last, $"{one.Zone} {one.Now.AddMinutes(step * 37):O}: {time:O} after {last:O}");
            last = time;
        }
    });

    [Fact]
    public void Decide_SameInputs_SameAnswer() => Hold(one =>
        Assert.Equal(
            (TimeOf(one, one.Now), string.Join(';', one.At(one.Now).Reasons)),
            (TimeOf(one with { Recipient = one.Recipient with { TimeZone = one.Zone } }, one.Now), string.Join(';', one.At(one.Now).Reasons))));

    [Fact]
    [Trait("Feature", "S104")]
    public void Decide_BestHourAllowed_IsTheHourOfTheSending() => Hold(one =>
    {
        if (!one.Request.AtBestHour || TimeOf(one, one.Now) is not { } time) return;
        TimeZoneInfo zone = TimeZoneInfo.FindSystemTimeZoneById(one.Zone);
        int best = OpenHours.Best(one.Recipient.Opens!, OpenHours.None, one.Request.CreatedAt, one.Policy.DefaultHour);
        DateTimeOffset patience = one.Request.CreatedAt + one.Policy.BestHourPatience;
        bool allowed = Enumerable.Range(0, 24 * 12).Select(step => one.Now.AddMinutes(step * 5))
            .Any(at => at <= patience && at <= one.Request.ExpiresAt && TimeZoneInfo.ConvertTime(at, zone).Hour == best
                && Decide(one.Request with { AtBestHour = false }, one.Recipient, one.History, one.Policy, at) is Send);
        if (allowed) Assert.Equal(best, TimeZoneInfo.ConvertTime(time, zone).Hour);
    });

    private static DateTimeOffset? TimeOf(Case one, DateTimeOffset now) => one.At(now) switch
    {
        Send => now,
        Delay delay => delay.Until,
        _ => null,
    };

    /// <summary>Every zone at both changes of its clocks (at any two times where there are none), and on top of that whatever is generated.</summary>
    private static void Hold(Action<Case> property)
    {
        TimeZoneInfo[] zones = EveryZone.All();
        Gen<int> numbers = Gen.Choose(0, int.MaxValue - 1);
        int number = 0;
        Replay same = new(new Rnd(20260304, 1), FSharpOption<int>.None);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(zones.Length * 2).WithReplay(FSharpOption<Replay>.Some(same)),
            Prop.ForAll(Arb.ToArbitrary(numbers.ArrayOf(16)), chance =>
            {
                TimeZoneInfo zone = zones[number / 2 % zones.Length];
                property(Make(zone, EveryZone.Edges(zone)[number++ % 2], chance));
            }));
    }

    private static Case Make(TimeZoneInfo zone, DateTimeOffset edge, int[] chance)
    {
        DateTimeOffset now = edge.AddMinutes((chance[0] % (30 * 60)) - (26 * 60)).AddTicks(chance[1] % 600_000_000L);
        DateTimeOffset created = now.AddMinutes(-(chance[2] % 300));
        QuietHours[] quiet = [.. Enumerable.Range(0, chance[3] % 4).Select(place => new QuietHours(
            new TimeOnly(chance[4 + place] % 24, chance[4 + place] / 24 % 60), new TimeOnly(chance[7 + place] % 24, chance[7 + place] / 24 % 60),
            place == 0 && chance[15] % 3 == 0 ? Countries[chance[14] % 2] : null, place == 1 ? Channels[chance[10] % 3] : null, place == 2 ? [(DayOfWeek)(chance[10] % 7), (DayOfWeek)(chance[11] % 7)] : null))];
        FrequencyCap[] caps = [new FrequencyCap(1 + (chance[11] % 3), TimeSpan.FromHours(1 + (chance[12] % 40))), new FrequencyCap(1, TimeSpan.FromHours(20), Channels[chance[12] % 3])];
        MessageHistory history = new(
            [.. Enumerable.Range(0, chance[13] % 5).Select(place => new SentMessage($"s{place}", Channels[(chance[13] + place) % 3], created.AddMinutes(-(chance[14] % 2000) * (place + 1))))], []);
        OpenHours opens = Enumerable.Range(0, 8).Aggregate(OpenHours.None, (all, day) => all.With(edge.AddDays(-day).AddHours((chance[15] % 24) + (chance[14] % 3 * day)), zone));
        MessageRequest request = Request(created, channel: Channels[chance[10] % 3], hours: 6 + (chance[5] % 90), atBestHour: chance[6] % 3 > 0);
        return new Case(zone.Id, now, request, In(zone.Id, Countries[chance[13] % 2], opens), history, new MessagePolicy { QuietHours = [.. quiet], Caps = [.. caps], DefaultHour = chance[9] % 24 });
    }
}
