using Azure.Messaging.ServiceBus;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.ServiceBus;

[Collection(AzuriteCollection.Name)]
public sealed class DuplicateTests(AzuriteFixture azurite) : ServiceBusTest(azurite)
{
    [Fact]
    public async Task Send_SameIdWithinTenMinutes_IsDropped()
    {
        await SendAsync(Client, "m-1", "m-1", "m-2");
        Clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        await SendAsync(Client, "m-1");
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Send_SameIdAfterTenMinutes_IsANewMessage()
    {
        await SendAsync(Client, "m-1");
        Clock.Advance(TimeSpan.FromMinutes(10));
        await SendAsync(Client, "m-1");
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Send_SameIdFromAnotherClient_IsDropped()
    {
        await SendAsync(Client, "m-1");
        ServiceBusClient other = NewClient();
        await SendAsync(other, "m-1");
        await SendAsync(Client, "m-2");
        await SendAsync(other, "m-2");
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Send_CompletedMeanwhile_IsStillDropped()
    {
        await SendAsync(Client, "m-1");
        ServiceBusReceiver receiver = Client.CreateReceiver(Name);
        await receiver.CompleteMessageAsync(await ReceiveAsync(receiver));
        await SendAsync(Client, "m-1");
        Assert.Equal(0, await CountAsync());
    }

    [Fact]
    public async Task Send_SideBySide_OneIsKept()
    {
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => SendAsync(Client, "m-1")));
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Send_NoId_IsNeverADuplicate()
    {
        await Client.CreateSender(Name).SendMessagesAsync([new ServiceBusMessage("a"), new ServiceBusMessage("a")]);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Send_DetectionSwitchedOff_KeepsAll()
    {
        await SendAsync(NewClient(";DuplicateDetection=false"), "m-1", "m-1");
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Send_OverAnHour_ForgetsOldBlobs()
    {
        for (int minute = 0; minute < 60; minute += 2)
        {
            await SendAsync(Client, $"m-{minute}");
            Clock.Advance(TimeSpan.FromMinutes(2));
        }

        Assert.InRange((await BlobsAsync($"duplicates/sb-{Name}/")).Count, 5, 7);
    }

    private Task SendAsync(ServiceBusClient client, params string[] ids) =>
        client.CreateSender(Name).SendMessagesAsync(ids.Select(id => new ServiceBusMessage(id) { MessageId = id }));

    private async Task<int> CountAsync() => (await StorageQueue.GetPropertiesAsync()).Value.ApproximateMessagesCount;
}
