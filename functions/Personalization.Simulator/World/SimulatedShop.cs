using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.LocalHost.Durable;
using Personalization.LocalHost.Hosting;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Simulator.Stores;

namespace Personalization.Simulator.World;

/// <summary>
/// The app itself in a world of its own: its functions, rules, journeys and deliveries over stores in memory, under a clock that jumps from one due
/// time to the next. One thing happens at a time, in the same order each time.
/// </summary>
internal sealed class SimulatedShop : IAsyncDisposable
{
    private readonly ConcurrentExclusiveSchedulerPair scheduler = new();
    private readonly VirtualClock clock;
    private readonly MemoryMessageQueue queue;
    private readonly IHost host;
    private readonly DurableEngine engine;
    private readonly IFunctionInvoker invoker;
    private readonly FunctionRegistry registry;
    private readonly ShopRecorder recorder;

    /// <summary>Opens the shop.</summary>
    /// <param name="start">The time.</param>
    /// <param name="settings">Settings of the app that are not to be as they are by default.</param>
    public SimulatedShop(DateTimeOffset start, IReadOnlyDictionary<string, string?>? settings = null)
    {
        clock = new VirtualClock(start);
        queue = new MemoryMessageQueue(clock);
        recorder = new ShopRecorder(clock);
        host = SimulatedHost.Build(clock, scheduler.ExclusiveScheduler, settings ?? new Dictionary<string, string?>(), services =>
        {
            services.AddSingleton<IInstanceStore>(new WatchedInstanceStore(recorder.Changed));
            services.AddSingleton<IMessageQueue>(queue);
            foreach (MessageChannel channel in Enum.GetValues<MessageChannel>()) services.AddSingleton<IMessageChannel>(new CarriedMessages(channel, recorder.Went));
        });
        engine = host.Services.GetRequiredService<DurableHost>().Engine;
        invoker = host.Services.GetRequiredService<IFunctionInvoker>();
        registry = host.Services.GetRequiredService<FunctionRegistry>();
        queue.Queued = recorder.QueuedBy(host.Services.GetRequiredService<IDeliveryStore>());
    }

    /// <summary>What has happened, in its order.</summary>
    public IReadOnlyList<Happening> Happenings => recorder.All;

    /// <summary>The app's services, to put things into its stores.</summary>
    public IServiceProvider Services => host.Services;

    /// <summary>Lets facts happen at their times, and everything that follows from them until the end.</summary>
    /// <param name="facts">In order of time.</param>
    /// <param name="until">The end.</param>
    public Task RunAsync(IEnumerable<Fact> facts, DateTimeOffset until) => Task.Factory.StartNew(
        async () =>
        {
            foreach (Fact fact in facts)
            {
                if (fact.At > until) break;
                await PassAsync(fact.At);
                await HappenAsync(fact);
            }
            await PassAsync(until);
        },
        CancellationToken.None, TaskCreationOptions.DenyChildAttach, scheduler.ExclusiveScheduler).Unwrap();

    public async ValueTask DisposeAsync()
    {
        await engine.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)host).DisposeAsync();
        scheduler.Complete();
    }

    private async Task PassAsync(DateTimeOffset until)
    {
        await engine.IdleAsync();
        while (Next() is { } due && due <= until)
        {
            clock.MoveTo(due);
            await SettleAsync();
        }
        clock.MoveTo(until);
    }

    private DateTimeOffset? Next() => (engine.NextDue, queue.NextDue) switch
    {
        ({ } one, { } other) => one < other ? one : other,
        (var one, var other) => one ?? other,
    };

    private async Task HappenAsync(Fact fact)
    {
        if (fact.Products.Count > 0) await host.Services.GetRequiredService<ICatalogStore>().DescribeAsync(fact.Products, CancellationToken.None);
        if (!fact.Line.IsEmpty)
        {
            recorder.Did(fact.Line);
            await InvokeAsync("ProcessEvents", EventPackage.Message(EventPackage.Compress([fact.Line])));
        }
        await SettleAsync();
    }

    // Everything that follows at this moment.
    private async Task SettleAsync()
    {
        await engine.IdleAsync();
        while (queue.Take() is { } copy)
        {
            await InvokeAsync("DeliverMessage", JsonSerializer.Serialize(copy, MessageCodec.Json.QueuedMessage));
            await engine.IdleAsync();
        }
    }

    private Task<object?> InvokeAsync(string function, string message)
    {
        FunctionPlan plan = registry.Find(function) ?? throw new InvalidOperationException($"The app has no function {function}");
        return invoker.InvokeAsync(plan.Function, plan.Provider!.FromAdminInput(plan.Function, message), CancellationToken.None);
    }
}
