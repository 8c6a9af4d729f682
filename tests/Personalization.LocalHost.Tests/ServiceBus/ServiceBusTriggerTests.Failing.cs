using Azure.Messaging.ServiceBus;
using Personalization.LocalHost.Hosting;
using Personalization.LocalHost.Tests.Triggers;
using Personalization.LocalHost.Triggers.ServiceBus;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.ServiceBus;

public sealed partial class ServiceBusTriggerTests
{
    [Fact]
    public async Task Message_FunctionFails_IsTriedAgainAndThenDeadLettered()
    {
        TriggerBench bench = Bench(";MaxDeliveryCount=3");
        bench.Invoker.Function = (_, _) => throw new InvalidOperationException("no");
        ITriggerListener listener = await StartAsync(bench);
        await Client.CreateSender(name).SendMessageAsync(new ServiceBusMessage("bad"));
        ServiceBusReceivedMessage? dead = await DeadLetters.ReceiveMessageAsync();
        await listener.StopAsync(default);
        Assert.Equal("MaxDeliveryCountExceeded", dead!.DeadLetterReason);
        Assert.Equal([1, 2, 3], bench.Invoker.Inputs.Select(input => (int)input.BindingData["DeliveryCount"]!));
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Message_FunctionDeadLettersAndThenFails_StaysAsItSettledIt()
    {
        TriggerBench bench = Bench();
        bench.Invoker.Function = async (input, cancelled) =>
        {
            ServiceBusDelivery delivery = (ServiceBusDelivery)input.Value;
            await delivery.Actions.DeadLetterMessageAsync(delivery.Message, new() { ["by"] = "function" }, "BadAddress", "nobody there", cancelled);
            throw new InvalidOperationException("afterwards");
        };
        ITriggerListener listener = await StartAsync(bench);
        await Client.CreateSender(name).SendMessageAsync(new ServiceBusMessage("bad"));
        ServiceBusReceivedMessage? dead = await DeadLetters.ReceiveMessageAsync();
        await listener.StopAsync(default);
        Assert.Equal(("BadAddress", "nobody there", "function"), (dead!.DeadLetterReason, dead.DeadLetterErrorDescription, dead.ApplicationProperties["by"]));
        Assert.Single(bench.Invoker.Inputs);
        Assert.DoesNotContain(bench.Log.Lines, line => line.Contains("no longer ours", StringComparison.Ordinal));
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Message_HostDiesInTheMiddle_ComesBack()
    {
        TriggerBench dead = Bench(";LockDuration=00:00:01", clock: new ManualTimeProvider(DateTimeOffset.UnixEpoch));
        dead.Invoker.Function = (_, _) => new TaskCompletionSource().Task;
        await Client.CreateSender(name).SendMessageAsync(new ServiceBusMessage("survivor"));
        await StartAsync(dead);
        await Until.TrueAsync(() => dead.Invoker.Inputs.Count == 1);
        TriggerBench next = Bench();
        ITriggerListener listener = await StartAsync(next);
        await Until.TrueAsync(() => next.Invoker.Inputs.Count == 1);
        await listener.StopAsync(default);
        Assert.Equal(2, next.Invoker.Inputs.Single().BindingData["DeliveryCount"]);
        Assert.Equal(0, await CountAsync());
    }
}
