using System.Collections.Concurrent;
using Personalization.Messages.Delivery;

namespace Personalization.Simulator.Stores;

/// <summary>Messages in memory.</summary>
internal sealed class MemoryMessageArchive : IMessageArchive
{
    private readonly ConcurrentDictionary<string, OutgoingMessage> kept = new();
    private readonly ConcurrentDictionary<string, ArchivedLine> lines = new();

    public Task ListAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        lines[message.Id] = new ArchivedLine(message.Id, message.Channel, message.Person.Address, message.Content.Subject, message.CreatedAt);
        return Task.CompletedTask;
    }

    public Task<OutgoingMessage> KeepAsync(OutgoingMessage message, CancellationToken cancellationToken) => Task.FromResult(kept.GetOrAdd(message.Id, message));

    public Task<OutgoingMessage?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(kept.GetValueOrDefault(id));

    public Task<IReadOnlyList<ArchivedLine>> NewestAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ArchivedLine>>([.. lines.Values.OrderByDescending(one => one.CreatedAt).ThenBy(one => one.Id, StringComparer.Ordinal).Take(limit)]);
}
