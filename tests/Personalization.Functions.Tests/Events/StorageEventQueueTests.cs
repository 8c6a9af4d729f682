using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Extensions.Options;
using Personalization.Common;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Events;

public sealed class StorageEventQueueTests(OwnAzurite azurite) : IClassFixture<OwnAzurite>, IAsyncLifetime
{
    private readonly ManualTimeProvider time = new(Make.Noon);

    public async Task InitializeAsync()
    {
        await azurite.Queues.GetQueueClient("events").CreateIfNotExistsAsync();
        await azurite.Queues.GetQueueClient("events").ClearMessagesAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task TryEnqueue_OneRequest_IsOneMessageThatCarriesItsLines()
    {
        using ClaimedPackages claims = new(azurite.Blobs);
        using StorageEventQueue queue = Create(claims, 100);

        Assert.True(await queue.TryEnqueueAsync([Make.Line("1"), Make.Line("2")], default));

        QueueMessage message = Assert.Single(await MessagesAsync());
        Assert.Equal(Make.Text(Make.Joined(Make.Line("1"), Make.Line("2"))), Make.Text(EventPackage.Decompress(EventPackage.Packed(message.MessageText))));
    }

    [Fact]
    public async Task TryEnqueue_ManyRequestsAtOnce_ShareMessagesAndLoseNothing()
    {
        using ClaimedPackages claims = new(azurite.Blobs);
        using StorageEventQueue queue = Create(claims, 1000);
        await queue.TryEnqueueAsync([Make.Line("first")], default);

        await Task.WhenAll(Enumerable.Range(0, 300).Select(number => queue.TryEnqueueAsync([Make.Line($"m{number}")], default)));

        QueueMessage[] messages = await MessagesAsync();
        Assert.True(messages.Length < 300, $"{messages.Length} messages");
        IEnumerable<string> ids = messages.SelectMany(message => EventCodec.Lines(EventPackage.Decompress(EventPackage.Packed(message.MessageText))))
            .Select(line => EventCodec.Parse(line).MessageId);
        Assert.Equal(Enumerable.Range(0, 300).Select(number => $"m{number}").Append("first").Order(StringComparer.Ordinal), ids.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task TryEnqueue_MoreThanAMessageHolds_GoesByABlob()
    {
        using ClaimedPackages claims = new(azurite.Blobs);
        using StorageEventQueue queue = Create(claims, 100);
        // Hashes do not compress below half.
        ReadOnlyMemory<byte>[] lines = [.. Enumerable.Range(0, 2500).Select(number => Make.Line($"m{number}", product: StableHash.Hex($"{number}", 64)))];

        Assert.True(await queue.TryEnqueueAsync(lines, default));

        string blob = EventPackage.ClaimedBlob(Assert.Single(await MessagesAsync()).MessageText)!;
        Assert.Equal(Make.Text(Make.Joined(lines)), Make.Text(EventPackage.Decompress(await claims.FindAsync(blob, default))));
        await claims.RemoveAsync(blob, default);
        Assert.Null(await claims.FindAsync(blob, default));
    }

    [Fact]
    public async Task TryEnqueue_AsManyWaitAsMay_TakesNothingUntilSomeAreGone()
    {
        using ClaimedPackages claims = new(azurite.Blobs);
        using StorageEventQueue queue = Create(claims, 3);
        for (int number = 0; number < 3; number++) Assert.True(await queue.TryEnqueueAsync([Make.Line($"{number}")], default));

        Assert.False(await queue.TryEnqueueAsync([Make.Line("late")], default));

        await azurite.Queues.GetQueueClient("events").ClearMessagesAsync();
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.True(await queue.TryEnqueueAsync([Make.Line("late")], default));
    }

    private StorageEventQueue Create(ClaimedPackages claims, int limit) =>
        new(azurite.Queues, claims, Options.Create(new EventOptions { MaxQueuedMessages = limit }), time);

    private async Task<QueueMessage[]> MessagesAsync()
    {
        QueueClient queue = azurite.Queues.GetQueueClient("events");
        List<QueueMessage> all = [];
        while ((await queue.ReceiveMessagesAsync(32, TimeSpan.FromMinutes(5))).Value is { Length: > 0 } some) all.AddRange(some);
        return [.. all];
    }
}
