using Personalization.Profiles;

namespace Personalization.Messages.Delivery;

/// <summary>Asks the arbiter for a message and keeps its place in the person's history in the same change, so that two at once do not take the same one.</summary>
/// <param name="histories">Histories.</param>
/// <param name="recipients">Recipients.</param>
/// <param name="deliveries">Suppressed addresses.</param>
/// <param name="policy">What the shop allows itself.</param>
public sealed class DeliveryDesk(IHistoryStore histories, IRecipientSource recipients, IDeliveryStore deliveries, MessagePolicy policy)
{
    private const int Attempts = 20;

    /// <summary>Decides, and keeps the place.</summary>
    public async Task<MessageDecision> DecideAsync(OutgoingMessage message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        MessageRecipient recipient = await recipients.FindAsync(message.Person, cancellationToken);
        recipient = recipient with { Suppressed = await deliveries.IsSuppressedAsync(message.Channel, message.Address, cancellationToken) };
        MessageRequest request = message.Request;
        if (message.Purpose is MessagePurpose.Transactional) return MessageArbiter.Decide(request, recipient, MessageHistory.None, policy, now);
        MessageDecision? decision = null;
        await ChangeAsync(message.Person, history =>
        {
            MessageRecipient known = recipient with { Opens = history.Hours(ZoneOf(recipient)) };
            decision = MessageArbiter.Decide(request, known, history.Messages, policy, now);
            return history.With(request, decision, now);
        }, cancellationToken);
        return decision!;
    }

    /// <summary>Gives the place up, or keeps it for a later time.</summary>
    public Task ReleaseAsync(OutgoingMessage message, DateTimeOffset? until, DateTimeOffset now, CancellationToken cancellationToken) =>
        message.Purpose is MessagePurpose.Transactional
            ? Task.CompletedTask
            : ChangeAsync(message.Person, history => history.With(message.Request, until is { } time ? new Delay(time, []) : null, now), cancellationToken);

    /// <summary>Gives the place of a message up that waits.</summary>
    public Task ForgetAsync(string id, PersonKey person, CancellationToken cancellationToken) =>
        ChangeAsync(person, history => history with { Waiting = [.. history.Waiting.Where(waiting => waiting.Request.Id != id)] }, cancellationToken);

    private async Task ChangeAsync(PersonKey person, Func<PersonHistory, PersonHistory> change, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            StoredHistory stored = await histories.LoadAsync(person, cancellationToken);
            if (await histories.TrySaveAsync(stored, change(stored.History), cancellationToken)) return;
        }
        throw new DeliveryContendedException();
    }

    private TimeZoneInfo ZoneOf(MessageRecipient recipient) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(recipient.TimeZone ?? policy.TimeZone, out TimeZoneInfo? zone) ? zone : TimeZoneInfo.Utc;
}
