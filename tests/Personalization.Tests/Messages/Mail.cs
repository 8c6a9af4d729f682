using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Messages;
using Personalization.Messages.Timing;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Tests.Messages;

/// <summary>Requests, recipients and policies for tests.</summary>
internal static class Mail
{
    public static DateTimeOffset Noon { get; } = new(2026, 5, 6, 12, 0, 0, TimeSpan.Zero);

    public static MessageRequest Request(
        DateTimeOffset created, MessagePurpose purpose = MessagePurpose.Marketing, MessageChannel channel = MessageChannel.Email, double hours = 72, bool atBestHour = false,
        int priority = 0, string id = "m1", string list = "news") =>
        new(id, channel, purpose, list, created, created.AddHours(hours), priority, atBestHour);

    public static Subscriptions Consents(params (string Trait, string Value)[] said) =>
        new(said.ToDictionary(one => one.Trait, one => new Trait(JsonElement.Parse($"\"{one.Value}\""), Noon, 1, TraitOrigin.Declared)));

    public static Subscriptions Yes { get; } = Consents(("subscription:email", "subscribed"), ("subscription:sms", "subscribed"), ("subscription:push", "subscribed"));

    public static MessageRecipient In(string? zone, string? country = null, OpenHours? opens = null) => new(Yes, zone, country, Opens: opens) { Marketing = Agreed };

    /// <summary>A permission for marketing.</summary>
    public static Permission<ForMarketing> Agreed { get; } = Personalization.Privacy.Consents.ToMarketing(new Profile
    {
        Key = PersonKey.User("ana"),
        Traits = ImmutableSortedDictionary<string, Trait>.Empty.Add("consent:marketing", new(JsonElement.Parse("\"granted\""), Noon, 1, TraitOrigin.Declared)),
    })!;

    /// <summary>Decides as the desk does.</summary>
    public static MessageDecision Decide(MessageRequest request, MessageRecipient recipient, MessageHistory history, MessagePolicy policy, DateTimeOffset now) =>
        request.Purpose is MessagePurpose.Transactional ? MessageArbiter.DecideTransactional(request, recipient, policy, now)
        : recipient.Marketing is { } permission ? MessageArbiter.DecideMarketing(request, permission, recipient, history, policy, now)
        : MessageArbiter.Refuse(request, recipient, now);

    public static MessagePolicy Policy(params QuietHours[] quiet) => new() { QuietHours = [.. quiet], Caps = [] };

    public static QuietHours Quiet(int from, int until) => new(new TimeOnly(from, 0), new TimeOnly(until, 0));

    public static OpenHours OpensAt(int hour, int times = 20) =>
        Enumerable.Range(0, times).Aggregate(OpenHours.None, (opens, day) => opens.With(new DateTimeOffset(2026, 4, 1 + day, hour, 30, 0, TimeSpan.Zero), TimeZoneInfo.Utc));

    public static MessageHistory Sent(params (MessageChannel Channel, DateTimeOffset At)[] sent) =>
        new([.. sent.Select((one, place) => new SentMessage($"s{place}", one.Channel, one.At))], []);

    public static string[] Codes(this MessageDecision decision) => [.. decision.Reasons.Select(reason => reason.Code)];
}
