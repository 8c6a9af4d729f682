using Azure;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Personalization.LocalHost.Hosting;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Triggers;

public sealed partial class QueueTriggerTests
{
    [Fact]
    public async Task Message_FunctionFails_IsTriedAgainAndThenPoisoned()
    {
        using TriggerBench bench = new(azurite.ConnectionString, host: Host);
        bench.Invoker.Function = (_, _) => throw new InvalidOperationException("no");
        ITriggerListener listener = await StartAsync(bench);
        await Queue.SendMessageAsync("bad");
        await Until.TrueAsync(async () => await PoisonQueue.ExistsAsync() && await CountAsync(PoisonQueue) == 1);
        await listener.StopAsync(default);
        Assert.Equal([1L, 2L, 3L], bench.Invoker.Inputs.Select(input => (long)input.BindingData["DequeueCount"]!));
        PeekedMessage poisoned = (await PoisonQueue.PeekMessageAsync()).Value;
        Assert.Equal("bad", poisoned.Body.ToString());
        Assert.Equal(0, await CountAsync(Queue));
        Assert.Contains(bench.Log.Lines, line => line.Contains($"went to {name}-poison after 3 tries", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Message_FunctionFails_StaysHiddenForTheVisibilityTimeout()
    {
        HostJson host = Host with { Queues = Host.Queues with { VisibilityTimeout = TimeSpan.FromHours(1) } };
        using TriggerBench bench = new(azurite.ConnectionString, host: host);
        bench.Invoker.Function = (_, _) => throw new InvalidOperationException("no");
        ITriggerListener listener = await StartAsync(bench);
        SendReceipt sent = await Queue.SendMessageAsync("bad");
        await Until.TrueAsync(() => bench.Invoker.Inputs.Count == 1);
        await listener.StopAsync(default);
        Assert.Null((await Queue.PeekMessageAsync()).Value);
        Assert.Equal(1, await CountAsync(Queue));
        string receipt = (string)bench.Invoker.Inputs.Single().BindingData["PopReceipt"]!;
        await Assert.ThrowsAsync<RequestFailedException>(() => Queue.DeleteMessageAsync(sent.MessageId, receipt));
    }

    [Fact]
    public async Task Message_HostDiesInTheMiddle_ComesBack()
    {
        ManualTimeProvider stopped = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        using TriggerBench dead = new(azurite.ConnectionString, stopped, Host, ("LocalHost:QueueLease", "00:00:01"));
        dead.Invoker.Function = (_, _) => new TaskCompletionSource().Task;
        await (await CreatedAsync()).SendMessageAsync("survivor");
        await StartAsync(dead);
        await Until.TrueAsync(() => dead.Invoker.Inputs.Count == 1);
        using TriggerBench next = new(azurite.ConnectionString, host: Host);
        ITriggerListener listener = await StartAsync(next);
        await Until.TrueAsync(() => next.Invoker.Inputs.Count == 1);
        await listener.StopAsync(default);
        Assert.Equal(2L, next.Invoker.Inputs.Single().BindingData["DequeueCount"]);
        Assert.Equal(0, await CountAsync(Queue));
    }

    [Fact]
    public async Task Message_DiedTooOften_IsPoisonedWithoutAnotherRun()
    {
        await CreatedAsync();
        await Queue.SendMessageAsync("crash");
        for (int time = 0; time < 3; time++)
        {
            QueueMessage taken = (await Queue.ReceiveMessageAsync(TimeSpan.FromHours(1))).Value;
            await Queue.UpdateMessageAsync(taken.MessageId, taken.PopReceipt, visibilityTimeout: TimeSpan.Zero);
        }

        using TriggerBench bench = new(azurite.ConnectionString, host: Host);
        ITriggerListener listener = await StartAsync(bench);
        await Until.TrueAsync(async () => await PoisonQueue.ExistsAsync() && await CountAsync(PoisonQueue) == 1);
        await listener.StopAsync(default);
        Assert.Empty(bench.Invoker.Inputs);
        Assert.Equal(0, await CountAsync(Queue));
    }

    [Fact]
    public async Task Message_NotBase64ThoughAskedFor_IsPoisonedAndBlocksNobody()
    {
        HostJson host = Host with { Queues = Host.Queues with { MessageEncoding = QueueMessageEncoding.Base64 } };
        using TriggerBench bench = new(azurite.ConnectionString, host: host);
        await CreatedAsync();
        await Queue.SendMessageAsync("{plain}");
        await Queue.SendMessageAsync(Convert.ToBase64String("encoded"u8));
        ITriggerListener listener = await StartAsync(bench);
        await Until.TrueAsync(async () => bench.Invoker.Inputs.Count == 1 && await PoisonQueue.ExistsAsync() && await CountAsync(PoisonQueue) == 1);
        await listener.StopAsync(default);
        Assert.Equal("encoded", bench.Invoker.Inputs.Single().BindingData["QueueTrigger"]);
        Assert.Equal("{plain}", (await PoisonQueue.PeekMessageAsync()).Value.Body.ToString());
    }
}
