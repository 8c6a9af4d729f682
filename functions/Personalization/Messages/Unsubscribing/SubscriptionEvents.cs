using System.Text.Json;
using Personalization.Common;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Messages.Unsubscribing;

/// <summary>What a person says to messages, as an event of the ordinary pipeline: an identify call whose traits the newest statement wins by.</summary>
public static class SubscriptionEvents
{
    /// <summary>The canonical line of the event.</summary>
    /// <param name="person">Who says it.</param>
    /// <param name="states">The new state of each channel and list.</param>
    /// <param name="now">When.</param>
    public static ReadOnlyMemory<byte> Line(PersonKey person, IReadOnlyList<(MessageChannel Channel, string List, SubscriptionState State)> states, DateTimeOffset now)
    {
        string said = string.Join(',', states.Select(one => $"{Subscriptions.TraitOf(one.Channel, one.List)}={one.State}"));
        string id = "subscription-" + StableHash.Hex($"{person.Value}\n{now.UtcTicks}\n{said}");
        EventDraft draft = new(id, EventType.Identify, null, null, null, now, now, "preferences");
        return PersonEvents.Line(person, draft, traits: json =>
        {
            foreach ((MessageChannel channel, string list, SubscriptionState state) in states) json.WriteString(Subscriptions.TraitOf(channel, list), Subscriptions.NameOf(state));
        });
    }

    /// <summary>The consents that such a statement makes by itself.</summary>
    public static Subscriptions Consents(IReadOnlyList<(MessageChannel Channel, string List, SubscriptionState State)> states, DateTimeOffset now) => new(states.ToDictionary(
        one => Subscriptions.TraitOf(one.Channel, one.List),
        one => new Trait(JsonElement.Parse($"\"{Subscriptions.NameOf(one.State)}\""), now, 0, TraitOrigin.Declared)));
}
