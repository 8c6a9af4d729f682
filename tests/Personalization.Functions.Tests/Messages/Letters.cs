using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Messages.Templates;
using Personalization.Profiles;

namespace Personalization.Functions.Tests.Messages;

/// <summary>Messages for tests.</summary>
internal static class Letters
{
    public static OutgoingMessage To(
        string person = "ana", string id = "m1", MessagePurpose purpose = MessagePurpose.Marketing, MessageChannel channel = MessageChannel.Email, double hours = 72, int priority = 0) => new()
    {
        Id = id, Channel = channel, Purpose = purpose, List = "news", Person = PersonKey.User(person), Address = person + "@example.com",
        Content = new RenderedMessage("ka", "ltr", "გამარჯობა", "<p>" + new string('ა', 30_000) + "</p>", "text"), CreatedAt = Make.Noon, ExpiresAt = Make.Noon.AddHours(hours), Priority = priority,
    };

    /// <summary>Somebody who has subscribed to e-mails.</summary>
    public static MessageRecipient Subscriber(string zone = "UTC", PersonKey? person = null) => MessageRecipient.Of(Subscribed(person ?? PersonKey.User("ana"))) with { TimeZone = zone, Person = person };

    public static Profile Subscribed(PersonKey person) => new()
    {
        Key = person,
        Traits = ImmutableSortedDictionary<string, Trait>.Empty.Add("subscription:email", new(JsonElement.Parse("\"subscribed\""), Make.Noon, 1, TraitOrigin.Declared)),
    };

    public static Subscriptions Yes { get; } = new(new Dictionary<string, Trait> { ["subscription:email"] = new(JsonElement.Parse("\"subscribed\""), Make.Noon, 1, TraitOrigin.Declared) });
}
