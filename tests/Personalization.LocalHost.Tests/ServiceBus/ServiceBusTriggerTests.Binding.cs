using System.Text.Json;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Personalization.LocalHost.Hosting;
using Personalization.LocalHost.Tests.Triggers;

namespace Personalization.LocalHost.Tests.ServiceBus;

public sealed partial class ServiceBusTriggerTests
{
    [Fact]
    public async Task Write_EveryKindOfValue_SendsOneMessageEach()
    {
        object[] values =
        [
            "text", "bytes"u8.ToArray(), BinaryData.FromString("data"), new Order("a1", 1), new[] { new Order("a2", 2), new Order("a3", 3) },
            new ServiceBusMessage("own") { Subject = "mine" },
        ];
        TriggerBench bench = Bench();
        ServiceBusOutputAttribute output = new("%Queue%") { Connection = "ServiceBus" };
        foreach (object value in values) await bench.Writer(typeof(ServiceBusOutputAttribute)).WriteAsync(output, value, default);
        IReadOnlyList<ServiceBusReceivedMessage> received = await Client.CreateReceiver(name).ReceiveMessagesAsync(32);
        Assert.Equal(
            ["text", "bytes", "data", """{"id":"a1","count":1}""", """{"id":"a2","count":2}""", """{"id":"a3","count":3}""", "own"],
            received.OrderBy(message => message.SequenceNumber).Select(message => message.Body.ToString()));
        Assert.Equal("mine", received.MaxBy(message => message.SequenceNumber)!.Subject);
        Assert.Equal(3, received.Count(message => message.ContentType == "application/json"));
    }

    [Fact]
    public void Bind_EveryKindOfParameter_GetsTheMessage()
    {
        Assert.Equal("""{"id":"a1","count":2}""", Bind<string>());
        Assert.Equal("""{"id":"a1","count":2}"""u8.ToArray(), Bind<byte[]>());
        Assert.Equal("""{"id":"a1","count":2}""", Bind<BinaryData>()!.ToString());
        Assert.Equal(new Order("a1", 2), Bind<Order>());
        Assert.NotNull(Bind<ServiceBusReceivedMessage>()!.MessageId);
        Assert.NotNull(Bind<ServiceBusMessageActions>());
        Assert.ThrowsAny<JsonException>(() => Bind<Order>("no json"));
    }

    [Theory]
    [InlineData(true, false, "IsSessionsEnabled")]
    [InlineData(false, true, "IsBatched")]
    public void CreateListener_NotToBeHad_SaysSo(bool sessions, bool batched, string named)
    {
        ServiceBusTriggerAttribute trigger = new(name) { Connection = "ServiceBus", IsSessionsEnabled = sessions, IsBatched = batched };
        Assert.Contains(named, Assert.Throws<HostStartupException>(() => Bench().Listener(trigger)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void CreateListener_ConnectionToAzure_SaysWhatToDo()
    {
        TriggerBench bench = new(azurite.ConnectionString, settings: ("ServiceBus", "Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=a;SharedAccessKey=b"));
        benches.Add(bench);
        string message = Assert.Throws<HostStartupException>(() => bench.Listener(new ServiceBusTriggerAttribute(name) { Connection = "ServiceBus" })).Message;
        Assert.Contains("FunctionsHost=azure", message, StringComparison.Ordinal);
    }
}
