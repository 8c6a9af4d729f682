using System.Reflection;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker;
using Personalization.LocalHost.Hosting;
using Personalization.LocalHost.Tests.Triggers;
using Personalization.LocalHost.Triggers.ServiceBus;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.ServiceBus;

[Collection(AzuriteCollection.Name)]
public sealed partial class ServiceBusTriggerTests : IAsyncLifetime
{
    private static readonly HostJson Host = new()
    {
        Queues = new QueueSettings { MaxPollingInterval = TimeSpan.FromMilliseconds(200) },
        ServiceBus = new ServiceBusSettings { MaxConcurrentCalls = 3 },
    };

    private readonly AzuriteFixture azurite;
    private readonly string name;
    private readonly List<TriggerBench> benches = [];
    private readonly List<ServiceBusClient> clients = [];

    public ServiceBusTriggerTests(AzuriteFixture azurite) => (this.azurite, name) = (azurite, azurite.UniqueName("trigger"));

    public sealed record Order(string Id, int Count);

    public Task InitializeAsync()
    {
        clients.Add(new ServiceBusClient(azurite.ConnectionString));
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await Client.DisposeAsync();
        benches.ForEach(bench => bench.Dispose());
    }

    [Fact]
    public async Task Message_FunctionSucceeds_IsCompleted()
    {
        TriggerBench bench = Bench();
        ITriggerListener listener = await StartAsync(bench);
        await Client.CreateSender(name).SendMessageAsync(new ServiceBusMessage("hello") { MessageId = "m-1", Subject = "welcome" });
        await Until.TrueAsync(() => bench.Invoker.Inputs.Count == 1);
        await listener.StopAsync(default);
        Assert.Equal("m-1", bench.Invoker.Inputs.Single().BindingData["MessageId"]);
        Assert.Equal("welcome", bench.Invoker.Inputs.Single().BindingData["Subject"]);
        Assert.Equal(0, await CountAsync());
    }

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Message_NotAutoCompletedAndNotSettled_StaysUntilItsLockEnds(bool attribute, bool hostJson)
    {
        TriggerBench bench = Bench(host: Host with { ServiceBus = Host.ServiceBus with { AutoCompleteMessages = hostJson } });
        ITriggerListener listener = await StartAsync(bench, new ServiceBusTriggerAttribute(name) { Connection = "ServiceBus", AutoCompleteMessages = attribute });
        await Client.CreateSender(name).SendMessageAsync(new ServiceBusMessage("open"));
        await Until.TrueAsync(() => bench.Invoker.Inputs.Count == 1);
        await listener.StopAsync(default);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task Messages_Many_NeverRunMoreThanMaxConcurrentCalls()
    {
        TriggerBench bench = Bench();
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
        await Client.CreateSender(name).SendMessagesAsync(Enumerable.Range(0, 10).Select(index => new ServiceBusMessage($"{index}")));
        ITriggerListener listener = await StartAsync(bench);
        await Until.TrueAsync(() => running == 3);
        release.Release(100);
        await Until.TrueAsync(() => done == 10);
        await listener.StopAsync(default);
        Assert.Equal(3, most);
    }

    [Fact]
    public async Task Message_Scheduled_RunsWhenItsTimeHasCome()
    {
        ManualTimeProvider clock = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        TriggerBench bench = Bench(clock: clock);
        ITriggerListener listener = await StartAsync(bench);
        await Client.CreateSender(name).ScheduleMessageAsync(new ServiceBusMessage("later"), clock.GetUtcNow() + TimeSpan.FromDays(30));
        await clock.AdvanceUntilAsync(TimeSpan.FromHours(12), () => !bench.Invoker.Inputs.IsEmpty);
        await listener.StopAsync(default);
        Assert.True(((ServiceBusDelivery)bench.Invoker.Inputs.Single().Value).Message.EnqueuedTime >= new DateTimeOffset(2026, 1, 31, 0, 0, 0, TimeSpan.Zero));
    }

    [Fact]
    public async Task Subscription_MessageToItsTopic_Runs()
    {
        TriggerBench bench = Bench();
        ITriggerListener listener = await StartAsync(bench, new ServiceBusTriggerAttribute(name, "mail") { Connection = "ServiceBus" });
        await Client.CreateSender(name).SendMessageAsync(new ServiceBusMessage("to all"));
        await Until.TrueAsync(() => bench.Invoker.Inputs.Count == 1);
        await listener.StopAsync(default);
    }

    private ServiceBusClient Client => clients[0];

    private ServiceBusReceiver DeadLetters => Client.CreateReceiver(name, new ServiceBusReceiverOptions { SubQueue = SubQueue.DeadLetter });

    private TriggerBench Bench(string keys = "", TimeProvider? clock = null, HostJson? host = null)
    {
        benches.Add(new TriggerBench(azurite.ConnectionString, clock, host ?? Host, ("ServiceBus", azurite.ConnectionString + keys), ("Queue", name)));
        return benches[^1];
    }

    private static async Task<ITriggerListener> StartAsync(TriggerBench bench, ServiceBusTriggerAttribute? trigger = null)
    {
        ITriggerListener listener = bench.Listener(trigger ?? new ServiceBusTriggerAttribute("%Queue%") { Connection = "ServiceBus" });
        await listener.StartAsync(default);
        return listener;
    }

    private T? Bind<T>(string body = """{"id":"a1","count":2}""")
    {
        ITriggerProvider provider = Bench().Provider(typeof(ServiceBusTriggerAttribute));
        ParameterInfo parameter = ((Action<T>)(value => _ = value)).Method.GetParameters()[0];
        return (T?)provider.Bind(parameter, provider.FromAdminInput(TriggerBench.Describe(new ServiceBusTriggerAttribute(name)), body));
    }

    private async Task<int> CountAsync() =>
        (await new Azure.Storage.Queues.QueueClient(azurite.ConnectionString, $"sb-{name}").GetPropertiesAsync()).Value.ApproximateMessagesCount;
}
