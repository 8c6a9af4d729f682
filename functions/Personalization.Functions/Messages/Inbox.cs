using Azure.Data.Tables;
using Personalization.Functions.Storage;
using Personalization.Messages;
using Personalization.Messages.Delivery;

namespace Personalization.Functions.Messages;

/// <summary>The shop's own inbox: a line for each message in the table <c>inbox</c>, by day; the message itself is in the archive.</summary>
/// <param name="tables">Storage.</param>
/// <param name="time">The clock.</param>
public sealed class Inbox(TableServiceClient tables, TimeProvider time) : IMessageChannel, IDisposable
{
    private readonly VersionedTable table = new(tables, "inbox");

    /// <inheritdoc/>
    public MessageChannel Channel => MessageChannel.Inbox;

    /// <inheritdoc/>
    public async Task<ChannelResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        await table.PutAsync(
            new TableEntity(NewestFirst.Partition(message.CreatedAt), NewestFirst.Row(message.CreatedAt, message.Id))
            {
                ["Id"] = message.Id, ["Person"] = message.Person.Address, ["Subject"] = message.Content.Subject, ["Language"] = message.Content.Language,
                ["Purpose"] = MessageNames.Of(message.Purpose), ["List"] = message.List, ["CreatedAt"] = message.CreatedAt,
            },
            cancellationToken);
        return new ChannelResult.Taken(message.Id);
    }

    /// <summary>The newest messages, of one person or all.</summary>
    internal async Task<IReadOnlyList<InboxLine>> ListAsync(string? person, int limit, CancellationToken cancellationToken) =>
        [.. (await table.NewestAsync(time.GetUtcNow(), limit, one => person is null || one.GetString("Person") == person, cancellationToken)).Select(InboxLine.From)];

    /// <inheritdoc/>
    public void Dispose() => table.Dispose();
}
