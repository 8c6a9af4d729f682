using Azure.Messaging.ServiceBus;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.ServiceBus;

[Collection(AzuriteCollection.Name)]
public sealed class ScheduleTests(AzuriteFixture azurite) : ServiceBusTest(azurite)
{
    [Fact]
    public async Task Schedule_InNinetyDays_IsNoQueueMessageUntilThenAndSurvivesARestart()
    {
        DateTimeOffset due = Start + TimeSpan.FromDays(90);
        await Client.CreateSender(Name).ScheduleMessageAsync(new ServiceBusMessage("later"), due);
        ServiceBusReceiver receiver = NewClient().CreateReceiver(Name);
        Assert.Empty(await LookAsync(receiver));
        Clock.Advance(TimeSpan.FromDays(90) - TimeSpan.FromSeconds(1));
        Assert.Empty(await LookAsync(receiver));
        Assert.Equal(0, (await StorageQueue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        Clock.Advance(TimeSpan.FromSeconds(1));
        ServiceBusReceivedMessage received = await ReceiveAsync(receiver);
        Assert.Equal(due, received.ScheduledEnqueueTime);
        Assert.Equal(due, received.EnqueuedTime);
        Assert.Empty(await BlobsAsync($"scheduled/sb-{Name}/"));
    }

    [Fact]
    public async Task Send_WithScheduledEnqueueTime_WaitsToo()
    {
        await Client.CreateSender(Name).SendMessageAsync(new ServiceBusMessage("later") { ScheduledEnqueueTime = Start + TimeSpan.FromMinutes(1) });
        ServiceBusReceiver receiver = Client.CreateReceiver(Name);
        Assert.Empty(await LookAsync(receiver));
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("later", (await ReceiveAsync(receiver)).Body.ToString());
    }

    [Fact]
    public async Task Peek_Scheduled_IsSeenByNumberAndStaysWhereItIs()
    {
        ServiceBusSender sender = Client.CreateSender(Name);
        IReadOnlyList<long> numbers = await sender.ScheduleMessagesAsync([new ServiceBusMessage("a"), new ServiceBusMessage("b"), new ServiceBusMessage("c")], Start + TimeSpan.FromHours(1));
        ServiceBusReceiver receiver = Client.CreateReceiver(Name);

        IReadOnlyList<ServiceBusReceivedMessage> first = await receiver.PeekMessagesAsync(2), rest = await receiver.PeekMessagesAsync(2);

        Assert.Equal(numbers, first.Concat(rest).Select(message => message.SequenceNumber));
        Assert.All(first, message => Assert.Equal(ServiceBusMessageState.Scheduled, message.State));
        Assert.Equal("c", (await receiver.PeekMessageAsync(numbers[2]))!.Body.ToString());
        Assert.Equal(3, (await BlobsAsync($"scheduled/sb-{Name}/")).Count);
    }

    [Fact]
    public async Task Cancel_Scheduled_NeverComes()
    {
        ServiceBusSender sender = Client.CreateSender(Name);
        IReadOnlyList<long> numbers = await sender.ScheduleMessagesAsync([new ServiceBusMessage("a"), new ServiceBusMessage("b")], Start + TimeSpan.FromHours(1));
        await sender.CancelScheduledMessageAsync(numbers[0]);
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal("b", (await ReceiveAsync(Client.CreateReceiver(Name))).Body.ToString());
    }

    [Fact]
    public async Task Cancel_AlreadyEnqueuedOrUnknown_SaysThatThereIsNone()
    {
        ServiceBusSender sender = Client.CreateSender(Name);
        long number = await sender.ScheduleMessageAsync(new ServiceBusMessage("a"), Start);
        await ReceiveAsync(Client.CreateReceiver(Name));
        foreach (long missing in (long[])[number, 42])
        {
            ServiceBusException error = await Assert.ThrowsAsync<ServiceBusException>(() => sender.CancelScheduledMessageAsync(missing));
            Assert.Equal(ServiceBusFailureReason.MessageNotFound, error.Reason);
        }
    }

    [Fact]
    public async Task Schedule_SeveralTimes_ComeInTheOrderOfTheirTimes()
    {
        ServiceBusSender sender = Client.CreateSender(Name);
        await sender.ScheduleMessageAsync(new ServiceBusMessage("third"), Start + TimeSpan.FromHours(3));
        await sender.ScheduleMessageAsync(new ServiceBusMessage("first"), Start + TimeSpan.FromHours(1));
        await sender.ScheduleMessageAsync(new ServiceBusMessage("second"), Start + TimeSpan.FromHours(2));
        await sender.ScheduleMessageAsync(new ServiceBusMessage("never"), Start + TimeSpan.FromHours(4));
        Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(["first", "second", "third"], (await LookAsync(Client.CreateReceiver(Name))).Select(message => message.Body.ToString()));
    }

    [Fact]
    public async Task Schedule_TwoReceiversAtOnce_ComesOnce()
    {
        for (int message = 0; message < 10; message++) await Client.CreateSender(Name).ScheduleMessageAsync(new ServiceBusMessage($"{message}"), Start);
        ServiceBusReceiver[] receivers = [.. Enumerable.Range(0, 4).Select(_ => NewClient().CreateReceiver(Name))];
        await Task.WhenAll(receivers.Select(LookAsync));
        Assert.Equal(10, (await StorageQueue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }
}
