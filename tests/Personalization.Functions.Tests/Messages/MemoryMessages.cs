using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Messages.Templates;
using Personalization.Profiles;

namespace Personalization.Functions.Tests.Messages;

/// <summary>Records in memory, by the same rules as those in tables.</summary>
internal sealed class MemoryDeliveryStore : IDeliveryStore
{
    private readonly ConcurrentDictionary<string, StoredDelivery> records = new();
    private readonly ConcurrentDictionary<string, DeadMessage> dead = new();
    private readonly ConcurrentDictionary<(MessageChannel, string), string> suppressed = new();
    private int versions;

    public Task<StoredDelivery> LoadAsync(string id, CancellationToken cancellationToken) => Task.FromResult(records.GetValueOrDefault(id) ?? new StoredDelivery(new DeliveryRecord { Id = id }, null));

    public Task<StoredDelivery?> TrySaveAsync(StoredDelivery loaded, DeliveryRecord next, CancellationToken cancellationToken)
    {
        StoredDelivery stored = new(next, Interlocked.Increment(ref versions).ToString(CultureInfo.InvariantCulture));
        bool saved = loaded.Version is null
            ? records.TryAdd(next.Id, stored)
            : records.TryGetValue(next.Id, out StoredDelivery? known) && known.Version == loaded.Version && records.TryUpdate(next.Id, stored, known);
        return Task.FromResult(saved ? stored : null);
    }

    public Task BuryAsync(DeadMessage dead, CancellationToken cancellationToken)
    {
        this.dead[dead.Message.Id] = dead;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<DeadMessage>> DeadAsync(int limit, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<DeadMessage>>([.. dead.Values.OrderByDescending(one => one.Record.UpdatedAt).ThenBy(one => one.Message.Id, StringComparer.Ordinal).Take(limit)]);

    public Task<bool> IsSuppressedAsync(MessageChannel channel, string address, CancellationToken cancellationToken) => Task.FromResult(suppressed.ContainsKey((channel, address.Trim().ToLowerInvariant())));

    public Task SuppressAsync(MessageChannel channel, string address, string reason, CancellationToken cancellationToken)
    {
        suppressed[(channel, address.Trim().ToLowerInvariant())] = reason;
        return Task.CompletedTask;
    }
}

/// <summary>Histories in memory.</summary>
internal sealed class MemoryHistoryStore : IHistoryStore
{
    private readonly ConcurrentDictionary<PersonKey, StoredHistory> histories = new();
    private int versions;

    public Task<StoredHistory> LoadAsync(PersonKey person, CancellationToken cancellationToken) =>
        Task.FromResult(histories.GetValueOrDefault(person) ?? new StoredHistory(person, new PersonHistory(), null));

    public Task<bool> TrySaveAsync(StoredHistory loaded, PersonHistory next, CancellationToken cancellationToken)
    {
        StoredHistory stored = new(loaded.Person, next, Interlocked.Increment(ref versions).ToString(CultureInfo.InvariantCulture));
        return Task.FromResult(loaded.Version is null
            ? histories.TryAdd(loaded.Person, stored)
            : histories.TryGetValue(loaded.Person, out StoredHistory? known) && known.Version == loaded.Version && histories.TryUpdate(loaded.Person, stored, known));
    }
}

/// <summary>Messages for tests.</summary>
internal static class Letters
{
    public static OutgoingMessage To(
        string person = "ana", string id = "m1", MessagePurpose purpose = MessagePurpose.Marketing, MessageChannel channel = MessageChannel.Email, double hours = 72, int priority = 0) => new()
    {
        Id = id, Channel = channel, Purpose = purpose, List = "news", Person = PersonKey.User(person), Address = person + "@example.com",
        Content = new RenderedMessage("ka", "ltr", "გამარჯობა", "<p>" + new string('ა', 30_000) + "</p>", "text"), CreatedAt = Make.Noon, ExpiresAt = Make.Noon.AddHours(hours), Priority = priority,
    };

    public static Subscriptions Yes { get; } = new(new Dictionary<string, Trait> { ["subscription:email"] = new(JsonElement.Parse("\"subscribed\""), Make.Noon, 1, TraitOrigin.Declared) });
}
