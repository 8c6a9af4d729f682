using Azure.Messaging.ServiceBus;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.ServiceBus;

[Collection(AzuriteCollection.Name)]
public sealed class TopicTests(AzuriteFixture azurite) : ServiceBusTest(azurite)
{
    [Fact]
    public async Task Send_ToATopic_ReachesEverySubscriptionWithItsOwnCopy()
    {
        ServiceBusReceiver mail = Client.CreateReceiver(Name, "mail"), log = Client.CreateReceiver(Name, "log");
        await LookAsync(mail);
        await LookAsync(log);
        await NewClient().CreateSender(Name).SendMessageAsync(new ServiceBusMessage(new byte[100_000]));
        await mail.CompleteMessageAsync(await ReceiveAsync(mail));
        ServiceBusReceivedMessage logged = await ReceiveAsync(log);
        Assert.Equal(100_000, logged.Body.ToArray().Length);
        Assert.Equal($"{Name}/Subscriptions/log", log.EntityPath);
    }

    [Fact]
    public async Task DeadLetter_OfASubscription_IsThatSubscriptions()
    {
        ServiceBusReceiver mail = Client.CreateReceiver(Name, "mail"), log = Client.CreateReceiver(Name, "log");
        await LookAsync(mail);
        await LookAsync(log);
        await Client.CreateSender(Name).SendMessageAsync(new ServiceBusMessage("x"));
        await mail.DeadLetterMessageAsync(await ReceiveAsync(mail), "bad");
        ServiceBusReceiverOptions options = new() { SubQueue = SubQueue.DeadLetter };
        Assert.Equal("bad", (await ReceiveAsync(Client.CreateReceiver(Name, "mail", options))).DeadLetterReason);
        Assert.Empty(await LookAsync(Client.CreateReceiver(Name, "log", options)));
    }

    [Fact]
    public async Task Schedule_OnATopic_ReachesEverySubscription()
    {
        ServiceBusReceiver mail = Client.CreateReceiver(Name, "mail"), log = Client.CreateReceiver(Name, "log");
        await LookAsync(mail);
        await LookAsync(log);
        await Client.CreateSender(Name).ScheduleMessageAsync(new ServiceBusMessage("x"), Start + TimeSpan.FromDays(1));
        Clock.Advance(TimeSpan.FromDays(1));
        await ReceiveAsync(mail);
        await ReceiveAsync(log);
    }
}
