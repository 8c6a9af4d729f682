using Azure.Messaging.ServiceBus;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.ServiceBus;

[Collection(AzuriteCollection.Name)]
public sealed class SettlementTests(AzuriteFixture azurite) : ServiceBusTest(azurite)
{
    [Fact]
    public async Task Complete_Message_IsGoneAndCannotBeSettledAgain()
    {
        ServiceBusReceiver receiver = await WithMessageAsync();
        ServiceBusReceivedMessage message = await ReceiveAsync(receiver);
        await receiver.CompleteMessageAsync(message);
        Assert.Equal(0, await CountAsync());
        Assert.Equal(ServiceBusFailureReason.MessageLockLost, (await Assert.ThrowsAsync<ServiceBusException>(() => receiver.CompleteMessageAsync(message))).Reason);
    }

    [Fact]
    public async Task Abandon_Message_ComesBackWithChangedProperties()
    {
        ServiceBusReceiver receiver = await WithMessageAsync();
        await receiver.AbandonMessageAsync(await ReceiveAsync(receiver), new Dictionary<string, object> { ["tried"] = "once" });
        ServiceBusReceivedMessage again = await ReceiveAsync(receiver);
        Assert.Equal(2, again.DeliveryCount);
        Assert.Equal("once", again.ApplicationProperties["tried"]);
        Assert.Equal(7, again.ApplicationProperties["kept"]);
        Assert.Equal("body", again.Body.ToString());
    }

    [Fact]
    public async Task DeadLetter_Message_LiesThereWithItsReason()
    {
        ServiceBusReceiver receiver = await WithMessageAsync();
        ServiceBusReceivedMessage message = await ReceiveAsync(receiver);
        await receiver.DeadLetterMessageAsync(message, new Dictionary<string, object> { ["by"] = "test" }, "BadAddress", "no such mailbox");
        Assert.Equal(0, await CountAsync());
        ServiceBusReceivedMessage dead = await ReceiveAsync(DeadLetters);
        Assert.Equal("BadAddress", dead.DeadLetterReason);
        Assert.Equal("no such mailbox", dead.DeadLetterErrorDescription);
        Assert.Equal(Name, dead.DeadLetterSource);
        Assert.Equal("test", dead.ApplicationProperties["by"]);
        Assert.Equal(message.SequenceNumber, dead.SequenceNumber);
        Assert.Equal(2, dead.DeliveryCount);
        Assert.DoesNotContain(new ServiceBusMessage(dead).ApplicationProperties.Keys, key => key.StartsWith("DeadLetter", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Abandon_DeliveredTooOften_GoesToTheDeadLetters()
    {
        ServiceBusReceiver receiver = await WithMessageAsync(";MaxDeliveryCount=2");
        await receiver.AbandonMessageAsync(await ReceiveAsync(receiver));
        await receiver.AbandonMessageAsync(await ReceiveAsync(receiver));
        Assert.Empty(await LookAsync(receiver));
        Assert.Equal("MaxDeliveryCountExceeded", (await ReceiveAsync(DeadLetters)).DeadLetterReason);
    }

    [Fact]
    public async Task Receive_LockRanOutTooOften_GoesToTheDeadLetters()
    {
        ServiceBusReceiver receiver = await WithMessageAsync(";MaxDeliveryCount=1;LockDuration=00:00:01");
        await ReceiveAsync(receiver);
        await Triggers.Until.TrueAsync(async () =>
        {
            Assert.Empty(await LookAsync(receiver));
            return await CountAsync() == 0;
        });
        Assert.Equal("MaxDeliveryCountExceeded", (await ReceiveAsync(DeadLetters)).DeadLetterReason);
    }

    [Fact]
    public async Task Settle_LockLost_ThrowsAndMovesNothing()
    {
        ServiceBusReceiver receiver = await WithMessageAsync(";LockDuration=00:00:01");
        ServiceBusReceivedMessage first = await ReceiveAsync(receiver);
        await Triggers.Until.TrueAsync(async () => (await LookAsync(receiver)).Count == 1);
        foreach (Func<Task> settle in (Func<Task>[])[() => receiver.CompleteMessageAsync(first), () => receiver.AbandonMessageAsync(first),
            () => receiver.DeadLetterMessageAsync(first, "x"), () => receiver.RenewMessageLockAsync(first)])
        {
            Assert.Equal(ServiceBusFailureReason.MessageLockLost, (await Assert.ThrowsAsync<ServiceBusException>(settle)).Reason);
        }

        Assert.Empty(await LookAsync(DeadLetters));
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task RenewLock_Message_IsLockedLongerAndCompletes()
    {
        ServiceBusReceiver receiver = await WithMessageAsync();
        ServiceBusReceivedMessage message = await ReceiveAsync(receiver);
        Clock.Advance(TimeSpan.FromSeconds(20));
        await receiver.RenewMessageLockAsync(message);
        Assert.Equal(Start + TimeSpan.FromSeconds(50), message.LockedUntil);
        await receiver.CompleteMessageAsync(message);
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Defer_Message_SaysThatItCannot()
    {
        ServiceBusReceiver receiver = await WithMessageAsync();
        ServiceBusReceivedMessage message = await ReceiveAsync(receiver);
        await Assert.ThrowsAsync<NotSupportedException>(() => receiver.DeferMessageAsync(message));
    }

    [Fact]
    public async Task Settle_MessageMadeByTheFactory_Throws() =>
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => Client.CreateReceiver(Name).CompleteMessageAsync(ServiceBusModelFactory.ServiceBusReceivedMessage(BinaryData.FromString("x"))));

    private async Task<ServiceBusReceiver> WithMessageAsync(string keys = "")
    {
        ServiceBusClient client = NewClient(keys);
        await client.CreateSender(Name).SendMessageAsync(new ServiceBusMessage("body") { ApplicationProperties = { ["kept"] = 7 } });
        return client.CreateReceiver(Name);
    }

    private async Task<int> CountAsync() => (await StorageQueue.GetPropertiesAsync()).Value.ApproximateMessagesCount;
}
