using Personalization.Profiles;

namespace Personalization.Messages.Delivery;

/// <summary>Asks the arbiter for a message and keeps its place in the person's history in the same change, so that two at once do not take the same one.</summary>
/// <param name="histories">Histories.</param>
/// <param name="recipients">Recipients.</param>
/// <param name="suppressions">Suppressed addresses.</param>
/// <param name="habits">When the shop's people open messages.</param>
/// <param name="policy">What the shop allows itself.</param>
public sealed class DeliveryDesk(MergedHistories histories, IRecipientSource recipients, ISuppressionStore suppressions, IShopHabits habits, MessagePolicy policy)
{
    /// <summary>Decides, and keeps the place.</summary>
    public async Task<MessageDecision> DecideAsync(OutgoingMessage message, DateTimeOffset now, CancellationToken cancellationToken)
    {
        MessageRecipient recipient = await recipients.FindAsync(message.Person, cancellationToken);
        recipient = recipient with { Suppressed = await suppressions.IsSuppressedAsync(message.Channel, message.Address, cancellationToken) };
        MessageRequest request = message.Request;
        if (message.Purpose is MessagePurpose.Transactional) return MessageArbiter.DecideTransactional(request, recipient, policy, now);
        if (recipient.Marketing is not { } permission)
        {
            await ChangeAsync(message.Person, recipient, history => history.With(request, null, now), cancellationToken);
            return MessageArbiter.Refuse(request, recipient, now);
        }
        MessagePolicy current = message.AtBestHour ? policy with { ShopOpens = await habits.OpensAsync(cancellationToken) } : policy;
        MessageDecision? decision = null;
        await ChangeAsync(message.Person, recipient, history =>
        {
            MessageRecipient known = recipient with { Opens = history.Hours(recipient.ZoneOfOpens(policy)) };
            decision = MessageArbiter.DecideMarketing(request, permission, known, history.Messages, current, now);
            return history.With(request, decision, now);
        }, cancellationToken);
        return decision!;
    }

    /// <summary>Gives the place up, or keeps it for a later time.</summary>
    public async Task ReleaseAsync(OutgoingMessage message, DateTimeOffset? until, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (message.Purpose is MessagePurpose.Transactional) return;
        MessageRecipient recipient = await recipients.FindAsync(message.Person, cancellationToken);
        await ChangeAsync(message.Person, recipient, history => history.With(message.Request, until is { } time ? new Delay(time, []) : null, now), cancellationToken);
    }

    /// <summary>Gives the place of a message up that waits.</summary>
    public async Task ForgetAsync(string id, PersonKey person, CancellationToken cancellationToken)
    {
        MessageRecipient recipient = await recipients.FindAsync(person, cancellationToken);
        await ChangeAsync(person, recipient, history => history with { Waiting = [.. history.Waiting.Where(waiting => waiting.Request.Id != id)] }, cancellationToken);
    }

    private Task ChangeAsync(PersonKey person, MessageRecipient recipient, Func<PersonHistory, PersonHistory> change, CancellationToken cancellationToken) =>
        histories.ChangeAsync(recipient.Person ?? person, recipient.Absorbed ?? [], change, cancellationToken);
}
