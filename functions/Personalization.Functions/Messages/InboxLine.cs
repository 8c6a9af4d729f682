using Azure.Data.Tables;
using Personalization.Events;
using Personalization.Messages;
using Personalization.Messages.Delivery;

namespace Personalization.Functions.Messages;

/// <summary>A kept message in a list.</summary>
internal sealed record InboxLine(string Id, string Person, string Subject, string Language, string Purpose, string List, string CreatedAt)
{
    public static InboxLine From(TableEntity entity) => new(
        entity.GetString("Id")!, entity.GetString("Person")!, entity.GetString("Subject")!, entity.GetString("Language")!, entity.GetString("Purpose")!,
        entity.GetString("List")!, EventCodec.Text(entity.GetDateTimeOffset("CreatedAt")!.Value));
}

/// <summary>Kept messages, newest first.</summary>
internal sealed record InboxBody(IReadOnlyList<InboxLine> Messages);

/// <summary>A message with all its parts, as far as they are kept, and what became of it.</summary>
internal sealed record MessageBody(
    string Id, string State, int Attempts, string? NextAt, IReadOnlyList<DecisionReason> Reasons, string? Person, string? Channel, string? Language, string? Dir,
    string? Subject, string? Html, string? Text, IReadOnlyDictionary<string, string>? Headers)
{
    public static MessageBody From(DeliveryRecord record, OutgoingMessage? message) => new(
        record.Id, record.State.ToString().ToLowerInvariant(), record.Attempts, record.IsDone ? null : EventCodec.Text(record.NextAt), record.Reasons,
        message?.Person.Address, message is null ? null : MessageNames.Of(message.Channel), message?.Content.Language, message?.Content.Direction,
        message?.Content.Subject, message?.Content.Html, message?.Content.Text, message?.Headers);
}

/// <summary>A message that failed.</summary>
internal sealed record DeadBody(string Id, string Channel, string Person, string Subject, int Attempts, string FailedAt, IReadOnlyList<DecisionReason> Reasons)
{
    public static DeadBody From(DeadMessage dead) => new(
        dead.Message.Id, MessageNames.Of(dead.Message.Channel), dead.Message.Person.Address, dead.Message.Content.Subject, dead.Record.Attempts,
        EventCodec.Text(dead.Record.UpdatedAt), dead.Record.Reasons);
}

/// <summary>Messages that failed, newest first.</summary>
internal sealed record DeadListBody(IReadOnlyList<DeadBody> Messages);
