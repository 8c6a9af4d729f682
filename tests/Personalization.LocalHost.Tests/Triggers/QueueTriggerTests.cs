using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Personalization.LocalHost.Hosting;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Triggers;

[Collection(AzuriteCollection.Name)]
public sealed partial class QueueTriggerTests(AzuriteFixture azurite)
{
    private static readonly HostJson Host = new()
    {
        Queues = new QueueSettings
        {
            MaxPollingInterval = TimeSpan.FromMilliseconds(200), MaxDequeueCount = 3, BatchSize = 4, NewBatchThreshold = 2, MessageEncoding = QueueMessageEncoding.None,
        },
    };

    private readonly string name = azurite.UniqueName("queue");

    private QueueClient Queue => new(azurite.ConnectionString, name);

    private QueueClient PoisonQueue => new(azurite.ConnectionString, $"{name}-poison");

    [Fact]
    public async Task Start_NoQueue_MakesIt()
    {
        using TriggerBench bench = new(azurite.ConnectionString, host: Host);
        ITriggerListener listener = await StartAsync(bench);
        await listener.StopAsync(default);
        Assert.True(await Queue.ExistsAsync());
    }

    [Fact]
    public async Task Message_FunctionSucceeds_RunsOnceAndIsDeleted()
    {
        using TriggerBench bench = new(azurite.ConnectionString, host: Host);
        ITriggerListener listener = await StartAsync(bench);
        SendReceipt sent = await Queue.SendMessageAsync("hello");
        await Until.TrueAsync(() => bench.Invoker.Inputs.Count == 1);
        await listener.StopAsync(default);
        TriggerInput input = bench.Invoker.Inputs.Single();
        Assert.Equal("hello", input.BindingData["QueueTrigger"]);
        Assert.Equal(sent.MessageId, input.BindingData["Id"]);
        Assert.Equal(1L, input.BindingData["DequeueCount"]);
        Assert.Equal(sent.InsertionTime, input.BindingData["InsertionTime"]);
        Assert.Equal(sent.ExpirationTime, input.BindingData["ExpirationTime"]);
        Assert.NotEqual(sent.PopReceipt, input.BindingData["PopReceipt"]);
        Assert.IsType<DateTimeOffset>(input.BindingData["NextVisibleTime"]);
        Assert.Equal(0, await CountAsync(Queue));
    }

    [Fact]
    public async Task Message_LongRun_IsRenewedAtHalfOfTheLeaseAndDeletedWithTheNewestReceipt()
    {
        ManualTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using TriggerBench bench = new(azurite.ConnectionString, clock, Host, ("LocalHost:QueueLease", "00:10:00"));
        TaskCompletionSource release = new();
        bench.Invoker.Function = (_, _) => release.Task;
        SendReceipt sent = await (await CreatedAsync()).SendMessageAsync("long");
        ITriggerListener listener = await StartAsync(bench);
        await Until.TrueAsync(() => bench.Invoker.Inputs.Count == 1);
        string receipt = (string)bench.Invoker.Inputs.Single().BindingData["PopReceipt"]!;
        await Until.TrueAsync(() => clock.WaitingTimers == 2, "the poll and the renewal to wait");
        clock.Advance(TimeSpan.FromMinutes(5));
        await Until.TrueAsync(() => clock.WaitingTimers == 2, "the renewal to be done");
        await Assert.ThrowsAsync<RequestFailedException>(() => Queue.UpdateMessageAsync(sent.MessageId, receipt, visibilityTimeout: TimeSpan.FromHours(1)));
        release.SetResult();
        await listener.StopAsync(default);
        Assert.Equal(0, await CountAsync(Queue));
    }

    [Fact]
    public async Task Queue_DeletedWhileListening_IsMadeAgain()
    {
        using TriggerBench bench = new(azurite.ConnectionString, host: Host);
        ITriggerListener listener = await StartAsync(bench);
        await Queue.DeleteAsync();
        await Until.TrueAsync(async () => await Queue.ExistsAsync());
        await Queue.SendMessageAsync("after");
        await Until.TrueAsync(() => bench.Invoker.Inputs.Count == 1);
        await listener.StopAsync(default);
    }

    [Fact]
    public async Task Messages_ManyAndSlow_NeverRunMoreThanBatchAndThreshold()
    {
        using TriggerBench bench = new(azurite.ConnectionString, host: Host);
        SemaphoreSlim release = new(0);
        int running = 0, most = 0, done = 0;
        bench.Invoker.Function = async (_, _) =>
        {
            int now = Interlocked.Increment(ref running);
            lock (release) most = Math.Max(most, now);
            await release.WaitAsync(CancellationToken.None);
            Interlocked.Decrement(ref running);
            Interlocked.Increment(ref done);
        };
        await CreatedAsync();
        for (int message = 0; message < 20; message++) await Queue.SendMessageAsync($"{message}");
        ITriggerListener listener = await StartAsync(bench);
        await Until.TrueAsync(() => running == 4, "the first batch");
        release.Release(2);
        await Until.TrueAsync(() => running == 6, "the second batch at the threshold");
        release.Release(100);
        await Until.TrueAsync(() => done == 20);
        await listener.StopAsync(default);
        Assert.Equal(6, most);
        Assert.Equal(0, await CountAsync(Queue));
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("00:00:00")]
    public void CreateListener_BadLease_SaysSo(string lease)
    {
        using TriggerBench bench = new(azurite.ConnectionString, settings: ("LocalHost:QueueLease", lease));
        Assert.Contains("LocalHost:QueueLease", Assert.Throws<HostStartupException>(() => bench.Listener(new QueueTriggerAttribute(name))).Message, StringComparison.Ordinal);
    }

    private async Task<QueueClient> CreatedAsync()
    {
        await Queue.CreateIfNotExistsAsync();
        return Queue;
    }

    private async Task<ITriggerListener> StartAsync(TriggerBench bench)
    {
        ITriggerListener listener = bench.Listener(new QueueTriggerAttribute(name));
        await listener.StartAsync(default);
        return listener;
    }

    private static async Task<int> CountAsync(QueueClient queue) => (await queue.GetPropertiesAsync()).Value.ApproximateMessagesCount;
}
