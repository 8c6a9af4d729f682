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

/// <summary>A message that failed.</summary>
internal sealed record DeadBody(string Id, string Channel, string Person, string Subject, int Attempts, string FailedAt, IReadOnlyList<DecisionReason> Reasons)
{
    public static DeadBody From(DeadMessage dead) => new(
        dead.Message.Id, MessageNames.Of(dead.Message.Channel), dead.Message.Person.Address, dead.Message.Content.Subject, dead.Record.Attempts,
        EventCodec.Text(dead.Record.UpdatedAt), dead.Record.Reasons);
}

/// <summary>Messages that failed, newest first.</summary>
internal sealed record DeadListBody(IReadOnlyList<DeadBody> Messages);
