using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Personalization.Catalog;
using Personalization.Common.Documents;
using Personalization.Events;
using Personalization.Journeys.Recipes;
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
    private readonly MemoryEventQueue events = new();
    private readonly IHost host;
    private readonly DurableEngine engine;
    private readonly IFunctionInvoker invoker;
    private readonly FunctionRegistry registry;
    private readonly ShopRecorder recorder;
    private bool started;

    /// <summary>Opens the shop.</summary>
    /// <param name="start">The time.</param>
    /// <param name="settings">Settings of the app that are not to be as they are by default.</param>
    /// <param name="others">Further settings, which need not be known.</param>
    /// <exception cref="UnknownSettingException">There is no such setting.</exception>
    /// <exception cref="OptionsValidationException">A setting cannot be so.</exception>
    public SimulatedShop(DateTimeOffset start, IReadOnlyDictionary<string, string?>? settings = null, IReadOnlyDictionary<string, string?>? others = null)
    {
        clock = new VirtualClock(start);
        queue = new MemoryMessageQueue(clock);
        recorder = new ShopRecorder(clock);
        ReadSettings given = new(settings ?? new Dictionary<string, string?>());
        host = SimulatedHost.Build(clock, scheduler.ExclusiveScheduler, given, others ?? new Dictionary<string, string?>(), services =>
        {
            services.AddSingleton<IInstanceStore>(new WatchedInstanceStore(recorder.Changed));
            services.AddSingleton<IMessageQueue>(queue);
            services.AddSingleton<IEventQueue>(events);
            services.AddSingleton<IDeliveryStore>(new WatchedDeliveryStore(recorder.Saved));
            foreach (MessageChannel channel in Enum.GetValues<MessageChannel>()) services.AddSingleton<IMessageChannel>(new CarriedMessages(channel, recorder.Went));
        });
        // Binds and checks them all.
        host.Services.GetRequiredService<IStartupValidator>().Validate();
        if (given.Unread is [var slip, ..])
            throw new UnknownSettingException(slip.Key, slip.Beside);
        engine = host.Services.GetRequiredService<DurableHost>().Engine;
        invoker = host.Services.GetRequiredService<IFunctionInvoker>();
        registry = host.Services.GetRequiredService<FunctionRegistry>();
        IDeliveryStore deliveries = host.Services.GetRequiredService<IDeliveryStore>();
        queue.Queued = async (copy, until) => recorder.Queued(copy, until, (await deliveries.LoadAsync(copy.Message.Id, CancellationToken.None)).Record.Reasons);
    }

    /// <summary>What has happened, in its order.</summary>
    public IReadOnlyList<Happening> Happenings => recorder.All;

    /// <summary>The app's services, to put things into its stores.</summary>
    public IServiceProvider Services => host.Services;

    /// <summary>Makes a recipe active.</summary>
    public async Task ActivateAsync(string id, ReadOnlyMemory<byte> text)
    {
        IRecipeStore recipes = host.Services.GetRequiredService<IRecipeStore>();
        await recipes.TryAddTextAsync(id, 1, text, CancellationToken.None);
        DocumentIndex<RecipeLine> index = await recipes.LoadAsync(CancellationToken.None);
        await recipes.TrySaveAsync(index with { Lines = index.Lines.SetItem(id, new RecipeLine(1, true, false, false, clock.GetUtcNow())) }, CancellationToken.None);
    }

    /// <summary>Lets facts happen at their times, and everything that follows from them until the end.</summary>
    /// <param name="facts">In order of time.</param>
    /// <param name="until">The end.</param>
    public Task RunAsync(IEnumerable<Fact> facts, DateTimeOffset until) => Task.Factory.StartNew(
        async () =>
        {
            if (!started) await engine.StartAsync(CancellationToken.None);
            started = true;
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
        if (fact.Products.Count > 0)
        {
            await host.Services.GetRequiredService<ICatalogStore>().DescribeAsync(fact.Products, CancellationToken.None);
            // Its timer comes round every minute; in between nothing is to be seen.
            await InvokeAsync("WatchProducts", "");
        }
        if (!fact.Line.IsEmpty)
        {
            recorder.Did(fact.Line);
            await TakeInAsync(fact.Line);
        }
        await SettleAsync();
    }

    private Task<object?> TakeInAsync(ReadOnlyMemory<byte> line) => InvokeAsync("ProcessEvents", EventPackage.Message(EventPackage.Compress([line])));

    // Everything that follows at this moment.
    private async Task SettleAsync()
    {
        await engine.IdleAsync();
        while (true)
        {
            if (events.TryTake(out ReadOnlyMemory<byte> line)) await TakeInAsync(line);
            else if (queue.Take() is { } copy) await InvokeAsync("DeliverMessage", JsonSerializer.Serialize(copy, MessageCodec.Json.QueuedMessage));
            else return;
            await engine.IdleAsync();
        }
    }

    private Task<object?> InvokeAsync(string function, string message)
    {
        FunctionPlan plan = registry.Find(function) ?? throw new InvalidOperationException($"The app has no function {function}");
        return invoker.InvokeAsync(plan.Function, plan.Provider!.FromAdminInput(plan.Function, message), CancellationToken.None);
    }
}

/// <summary>A setting that nobody reads.</summary>
internal sealed class UnknownSettingException(string key, IReadOnlyList<string> beside) : Exception(
    $"There is no setting {key}." + (beside.Count == 0 ? "" : $" There are {string.Join(", ", beside)}."));
