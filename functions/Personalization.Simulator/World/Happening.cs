using Personalization.Events;
using Personalization.Messages;
using Personalization.Messages.Delivery;

namespace Personalization.Simulator.World;

/// <summary>Something that happened in a simulated shop.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="Person">Whom it is about: the key of a profile.</param>
internal abstract record Happening(DateTimeOffset At, string Person);

/// <summary>A shopper did something, which the shop heard of then or later.</summary>
internal sealed record Did(DateTimeOffset At, string Person, ShopEvent Event, DateTimeOffset Heard) : Happening(At, Person);

/// <summary>A journey began for somebody, or was put down to begin later.</summary>
internal sealed record JourneyBegan(DateTimeOffset At, string Person, string Journey, string Instance, DateTimeOffset? Until) : Happening(At, Person);

/// <summary>A journey ended: how, and what went wrong; where nothing did, it ended by its own rules.</summary>
internal sealed record JourneyEnded(DateTimeOffset At, string Person, string Journey, string Instance, string Outcome, string? Fault = null) : Happening(At, Person);

/// <summary>A message, as far as a timeline goes.</summary>
internal sealed record MessageBrief(string Id, MessageChannel Channel, MessagePurpose Purpose, string Language, string Subject)
{
    public static MessageBrief Of(OutgoingMessage message) => new(message.Id, message.Channel, message.Purpose, message.Content.Language, message.Content.Subject);
}

/// <summary>A message was made, or put off: until when it is looked at again, and why not now. A new message has no reasons.</summary>
internal sealed record MessageWaits(DateTimeOffset At, string Person, MessageBrief Message, DateTimeOffset Until, IReadOnlyList<DecisionReason> Reasons) : Happening(At, Person);

/// <summary>A message was handed over.</summary>
internal sealed record MessageWent(DateTimeOffset At, string Person, MessageBrief Message) : Happening(At, Person);

/// <summary>A message will not be sent.</summary>
internal sealed record MessageFailed(DateTimeOffset At, string Person, MessageBrief Message, IReadOnlyList<DecisionReason> Reasons) : Happening(At, Person);
