using Personalization.Events;
using Personalization.Messages;
using Personalization.Messages.Delivery;

namespace Personalization.Functions.Messages;

/// <summary>What became of a message and why, and once it has gone the message as it went.</summary>
internal sealed record MessageBody(
    string Id, string State, int Attempts, string? NextAt, IReadOnlyList<DecisionReason> Reasons, IReadOnlyList<StepBody> History, string? Person, string? Channel,
    string? Language, string? Dir, string? Subject, string? Html, string? Text, IReadOnlyDictionary<string, string>? Headers, string? DecisionId)
{
    public static MessageBody From(DeliveryRecord record, OutgoingMessage? message) => new(
        record.Id, record.State.ToString().ToLowerInvariant(), record.Attempts, record.IsDone ? null : EventCodec.Text(record.NextAt), record.Reasons,
        [.. record.Steps.Select(StepBody.From)], message?.Person.Address, message is null ? null : MessageNames.Of(message.Channel), message?.Content.Language,
        message?.Content.Direction, message?.Content.Subject, message?.Content.Html, message?.Content.Text, message?.Headers, message?.DecisionId);
}

/// <summary>Something that was decided about a message, or done with it.</summary>
internal sealed record StepBody(string At, string What, string? Until, IReadOnlyList<DecisionReason> Reasons)
{
    public static StepBody From(DeliveryStep step) => new(EventCodec.Text(step.At), step.What, step.Until is { } until ? EventCodec.Text(until) : null, step.Reasons);
}
