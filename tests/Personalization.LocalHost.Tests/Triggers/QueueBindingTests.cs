using System.Reflection;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Microsoft.Azure.Functions.Worker;
using Personalization.LocalHost.Hosting;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Triggers;

[Collection(AzuriteCollection.Name)]
public sealed class QueueBindingTests(AzuriteFixture azurite)
{
    private static readonly HostJson Plain = new() { Queues = new QueueSettings { MessageEncoding = QueueMessageEncoding.None } };

    private readonly string name = azurite.UniqueName("output");

    public sealed record Order(string Id, decimal Total);

    [Fact]
    public void Bind_EveryKindOfParameter_GetsTheBody()
    {
        Assert.Equal("""{"id":"a1","total":9.5}""", Bind<string>());
        Assert.Equal("""{"id":"a1","total":9.5}"""u8.ToArray(), Bind<byte[]>());
        Assert.Equal("""{"id":"a1","total":9.5}""", Bind<BinaryData>()!.ToString());
        Assert.Equal(new Order("a1", 9.5m), Bind<Order>());
        Assert.Equal("m1", Bind<QueueMessage>()!.MessageId);
    }

    [Fact]
    public void Bind_BodyIsNotJson_Throws() => Assert.ThrowsAny<System.Text.Json.JsonException>(() => Bind<Order>("not json"));

    [Fact]
    public void FromAdminInput_Text_IsAMessage()
    {
        using TriggerBench bench = new(azurite.ConnectionString);
        QueueTriggerAttribute trigger = new(name);
        TriggerInput input = bench.Provider(typeof(QueueTriggerAttribute)).FromAdminInput(TriggerBench.Describe(trigger), "by hand");
        Assert.Equal("by hand", input.BindingData["QueueTrigger"]);
        Assert.Equal(1L, input.BindingData["DequeueCount"]);
    }

    [Fact]
    public async Task Write_EveryKindOfValue_SendsOneMessageEach()
    {
        await WriteAsync("text");
        await WriteAsync("bytes"u8.ToArray());
        await WriteAsync(BinaryData.FromString("data"));
        await WriteAsync(new Order("a1", 9.5m));
        await WriteAsync(new JsonObject { ["b"] = 2 });
        await WriteAsync(new[] { new Order("a2", 1m), new Order("a3", 2m) });
        await WriteAsync(new List<string?> { "one", null, "two" });
        Assert.Equal(
            ["text", "bytes", "data", """{"id":"a1","total":9.5}""", """{"b":2}""", """{"id":"a2","total":1}""", """{"id":"a3","total":2}""", "one", "two"],
            await TextsAsync());
    }

    [Fact]
    public async Task Write_Base64AskedFor_Encodes()
    {
        await WriteAsync("text", new HostJson());
        Assert.Equal([Convert.ToBase64String("text"u8)], await TextsAsync());
    }

    [Fact]
    public async Task Write_NameIsASetting_IsResolved()
    {
        using TriggerBench bench = new(azurite.ConnectionString, host: Plain, settings: ("OutputQueue", name));
        await bench.Writer(typeof(QueueOutputAttribute)).WriteAsync(new QueueOutputAttribute("%OutputQueue%"), "text", default);
        Assert.Equal(["text"], await TextsAsync());
    }

    [Fact]
    public void Validate_SettingIsMissing_Throws()
    {
        using TriggerBench bench = new(azurite.ConnectionString);
        Assert.Throws<HostStartupException>(() => bench.Writer(typeof(QueueOutputAttribute)).Validate(new QueueOutputAttribute("%Missing%")));
    }

    private T? Bind<T>(string body = """{"id":"a1","total":9.5}""")
    {
        using TriggerBench bench = new(azurite.ConnectionString);
        ParameterInfo parameter = ((Action<T>)(value => _ = value)).Method.GetParameters()[0];
        QueueMessage message = QueuesModelFactory.QueueMessage("m1", "r1", BinaryData.FromString(body), 1);
        return (T?)bench.Provider(typeof(QueueTriggerAttribute)).Bind(parameter, new TriggerInput(message, new Dictionary<string, object?>()));
    }

    private async Task WriteAsync(object value, HostJson? host = null)
    {
        using TriggerBench bench = new(azurite.ConnectionString, host: host ?? Plain);
        await bench.Writer(typeof(QueueOutputAttribute)).WriteAsync(new QueueOutputAttribute(name), value, default);
    }

    private async Task<IEnumerable<string>> TextsAsync()
    {
        PeekedMessage[] messages = (await new QueueClient(azurite.ConnectionString, name).PeekMessagesAsync(32)).Value;
        return messages.Select(message => message.Body.ToString());
    }
}
