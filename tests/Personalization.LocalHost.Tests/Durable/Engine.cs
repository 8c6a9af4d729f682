using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.LocalHost.Durable;
using Personalization.Testing;

namespace Personalization.LocalHost.Tests.Durable;

/// <summary>An engine over a store, under a clock that a test moves.</summary>
internal sealed class Engine : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private Engine(IInstanceStore store, Code code, ManualTimeProvider clock, DurableSettings settings)
    {
        (Store, Clock) = (store, clock);
        Inner = new DurableEngine(store, code, settings, clock, NullLoggerFactory.Instance);
        Client = new LocalDurableTaskClient(Inner);
    }

    public IInstanceStore Store { get; }

    public ManualTimeProvider Clock { get; }

    public DurableEngine Inner { get; }

    public LocalDurableTaskClient Client { get; }

    public static async Task<Engine> StartAsync(Code code, IInstanceStore? store = null, ManualTimeProvider? clock = null, DurableSettings? settings = null)
    {
        Engine engine = new(store ?? new MemoryInstanceStore(), code, clock ?? new ManualTimeProvider(Start), settings ?? new DurableSettings());
        await engine.Inner.StartAsync(CancellationToken.None);
        return engine;
    }

    /// <summary>Starts an instance, lets it come to rest, and gives where it then stands.</summary>
    public async Task<OrchestrationMetadata> RunAsync(string orchestrator, object? input = null, string instanceId = "one")
    {
        await Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, input, new StartOrchestrationOptions(instanceId));
        return await RestAsync(instanceId);
    }

    public async Task<OrchestrationMetadata> RestAsync(string instanceId = "one")
    {
        await Inner.IdleAsync();
        return (await Client.GetInstanceAsync(instanceId, true))!;
    }

    /// <summary>Moves the clock from due time to due time until nothing waits for a time, or until a moment.</summary>
    public async Task PassTimeAsync(DateTimeOffset? until = null)
    {
        await Inner.IdleAsync();
        while (Inner.NextDue is { } due && (until is null || due <= until))
        {
            DateTimeOffset now = Clock.GetUtcNow();
            Clock.Advance(due > now ? due - now : TimeSpan.Zero);
            await Inner.IdleAsync();
        }
        if (until is { } end && end > Clock.GetUtcNow()) Clock.Advance(end - Clock.GetUtcNow());
        await Inner.IdleAsync();
    }

    public async ValueTask DisposeAsync() => await Inner.StopAsync(CancellationToken.None);
}
