using Azure.Messaging.ServiceBus;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.ServiceBus;

[Collection(AzuriteCollection.Name)]
public sealed class SendReceiveTests(AzuriteFixture azurite) : ServiceBusTest(azurite)
{
    [Fact]
    public async Task Send_EveryProperty_ComesBack()
    {
        ServiceBusMessage sent = new("körper")
        {
            MessageId = "m-1", CorrelationId = "c-1", Subject = "welcome", ContentType = "text/plain", SessionId = "s-1", PartitionKey = "s-1", ReplyTo = "answers",
            ReplyToSessionId = "s-2", To = "customers", TimeToLive = TimeSpan.FromDays(2), ApplicationProperties = { ["step"] = 3, ["shop"] = "berlin", ["price"] = 9.99m },
        };
        await Client.CreateSender(Name).SendMessageAsync(sent);
        ServiceBusReceivedMessage received = await ReceiveAsync(Client.CreateReceiver(Name));
        Assert.Equal("körper", received.Body.ToString());
        Assert.Equal("m-1", received.MessageId);
        Assert.Equal("c-1", received.CorrelationId);
        Assert.Equal("welcome", received.Subject);
        Assert.Equal("text/plain", received.ContentType);
        Assert.Equal("s-1", received.SessionId);
        Assert.Equal("s-1", received.PartitionKey);
        Assert.Equal("answers", received.ReplyTo);
        Assert.Equal("s-2", received.ReplyToSessionId);
        Assert.Equal("customers", received.To);
        Assert.Equal(TimeSpan.FromDays(2), received.TimeToLive);
        Assert.Equal(Start, received.EnqueuedTime);
        Assert.Equal(Start + TimeSpan.FromDays(2), received.ExpiresAt);
        Assert.Equal(Start + TimeSpan.FromSeconds(30), received.LockedUntil);
        Assert.Equal(1, received.DeliveryCount);
        Assert.True(received.SequenceNumber > 0);
        Assert.Equal(new Dictionary<string, object> { ["step"] = 3, ["shop"] = "berlin", ["price"] = 9.99m }, received.ApplicationProperties);
        Assert.Null(received.DeadLetterReason);
    }

    [Fact]
    public async Task Send_Nothing_HasNoIdAndLivesForEver()
    {
        await Client.CreateSender(Name).SendMessageAsync(new ServiceBusMessage());
        ServiceBusReceivedMessage received = await ReceiveAsync(Client.CreateReceiver(Name));
        Assert.Null(received.MessageId);
        Assert.Empty(received.Body.ToArray());
        Assert.Equal(TimeSpan.MaxValue, received.TimeToLive);
        Assert.Equal(DateTimeOffset.MaxValue, received.ExpiresAt);
    }

    [Fact]
    public async Task Send_LargeBody_GoesByBlobAndIsRemovedWhenCompleted()
    {
        byte[] body = [.. Enumerable.Range(0, 200_000).Select(index => (byte)index)];
        await Client.CreateSender(Name).SendMessageAsync(new ServiceBusMessage(body));
        IReadOnlyList<string> blobs = await BlobsAsync("bodies/");
        ServiceBusReceiver receiver = Client.CreateReceiver(Name);
        ServiceBusReceivedMessage received = await ReceiveAsync(receiver);
        Assert.Equal(body, received.Body.ToArray());
        await receiver.CompleteMessageAsync(received);
        Assert.Equal(blobs.Count - 1, (await BlobsAsync("bodies/")).Count);
    }

    [Fact]
    public async Task Send_BodyOverTheLimit_ThrowsAndSendsNothing()
    {
        ServiceBusMessage[] messages = [new("fits"), new(new byte[300_000])];
        ServiceBusException error = await Assert.ThrowsAsync<ServiceBusException>(() => Client.CreateSender(Name).SendMessagesAsync(messages));
        Assert.Equal(ServiceBusFailureReason.MessageSizeExceeded, error.Reason);
        Assert.False(error.IsTransient);
        Assert.Empty(await LookAsync(Client.CreateReceiver(Name)));
    }

    [Fact]
    public async Task Send_Batch_TakesWhatFits()
    {
        ServiceBusSender sender = Client.CreateSender(Name);
        using ServiceBusMessageBatch batch = await sender.CreateMessageBatchAsync(new CreateMessageBatchOptions { MaxSizeInBytes = 1000 });
        Assert.True(batch.TryAddMessage(new ServiceBusMessage(new byte[300])));
        Assert.True(batch.TryAddMessage(new ServiceBusMessage(new byte[300])));
        Assert.False(batch.TryAddMessage(new ServiceBusMessage(new byte[300])));
        Assert.Equal(2, batch.Count);
        await sender.SendMessagesAsync(batch);
        Assert.Equal(2, (await LookAsync(Client.CreateReceiver(Name))).Count);
    }

    [Fact]
    public async Task Send_Many_NumbersThemInOrder()
    {
        await Client.CreateSender(Name).SendMessagesAsync(Enumerable.Range(0, 10).Select(index => new ServiceBusMessage($"{index}")));
        IReadOnlyList<ServiceBusReceivedMessage> received = await LookAsync(Client.CreateReceiver(Name));
        Assert.Equal(Enumerable.Range(0, 10).Select(index => $"{index}"), received.OrderBy(message => message.SequenceNumber).Select(message => message.Body.ToString()));
        Assert.Equal(10, received.Select(message => message.SequenceNumber).Distinct().Count());
    }

    [Fact]
    public async Task Receive_Empty_IsNullAfterTheWait()
    {
        Task<ServiceBusReceivedMessage?> receiving = Client.CreateReceiver(Name).ReceiveMessageAsync(TimeSpan.FromSeconds(5));
        await Triggers.Until.TrueAsync(() => Clock.WaitingTimers > 0 || receiving.IsCompleted);
        Assert.False(receiving.IsCompleted);
        await Triggers.Until.AdvanceUntilAsync(Clock, TimeSpan.FromSeconds(1), () => receiving.IsCompleted);
        Assert.Null(await receiving);
    }

    [Fact]
    public async Task Receive_Expired_IsDropped()
    {
        await Client.CreateSender(Name).SendMessageAsync(new ServiceBusMessage("old") { TimeToLive = TimeSpan.FromMinutes(1) });
        Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Empty(await LookAsync(Client.CreateReceiver(Name)));
        Assert.Equal(0, (await StorageQueue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Receive_TextOfSomebodyElse_IsAMessageWithThatText()
    {
        await StorageQueue.CreateAsync();
        await StorageQueue.SendMessageAsync("""{"id":1}""");
        Assert.Equal("""{"id":1}""", (await ReceiveAsync(Client.CreateReceiver(Name))).Body.ToString());
    }

    [Fact]
    public async Task Receive_QueueDeletedMeanwhile_MakesItAgain()
    {
        ServiceBusReceiver receiver = Client.CreateReceiver(Name);
        await LookAsync(receiver);
        await StorageQueue.DeleteAsync();
        Assert.Empty(await LookAsync(receiver));
        await LookAsync(receiver);
        Assert.True(await StorageQueue.ExistsAsync());
    }

    [Fact]
    public async Task ReceiveAndDelete_Message_IsGone()
    {
        await Client.CreateSender(Name).SendMessageAsync(new ServiceBusMessage("once"));
        ServiceBusReceiver receiver = Client.CreateReceiver(Name, new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        ServiceBusReceivedMessage received = await ReceiveAsync(receiver);
        Assert.Equal(0, (await StorageQueue.GetPropertiesAsync()).Value.ApproximateMessagesCount);
        await Assert.ThrowsAsync<InvalidOperationException>(() => receiver.CompleteMessageAsync(received));
    }

    [Fact]
    public async Task Peek_Twice_GoesOnAndTakesNothing()
    {
        await Client.CreateSender(Name).SendMessagesAsync([new ServiceBusMessage("1"), new ServiceBusMessage("2"), new ServiceBusMessage("3")]);
        ServiceBusReceiver receiver = Client.CreateReceiver(Name);
        Assert.Equal(["1", "2"], (await receiver.PeekMessagesAsync(2)).Select(message => message.Body.ToString()));
        Assert.Equal("3", (await receiver.PeekMessageAsync())!.Body.ToString());
        Assert.Null(await receiver.PeekMessageAsync());
        Assert.Equal(3, (await LookAsync(receiver)).Count);
    }

    [Fact]
    public async Task Copy_OfAReceivedMessage_CarriesItsContent()
    {
        await Client.CreateSender(Name).SendMessageAsync(new ServiceBusMessage("again") { MessageId = "m-2", ApplicationProperties = { ["step"] = 1 } });
        ServiceBusMessage copy = new(await ReceiveAsync(Client.CreateReceiver(Name)));
        Assert.Equal(("again", "m-2", 1), (copy.Body.ToString(), copy.MessageId, copy.ApplicationProperties["step"]));
    }
}
