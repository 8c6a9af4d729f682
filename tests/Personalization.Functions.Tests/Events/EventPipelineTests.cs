using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Profiles;
using Personalization.Profiles;
using Personalization.Simulator.Stores;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Events;

public sealed class EventPipelineTests : IDisposable
{
    private readonly MemoryEventLake lake = new(new ManualTimeProvider(Make.Noon));
    private readonly ProfileUpdater profiles = new(new MemoryProfileStore());
    private readonly ReadOnlyMemory<byte> lines = Make.Joined(Make.Line("1"), Make.Line("2", user: "ana"), Make.Line("3", device: "other"), Make.Line("1"));

    [Fact]
    public async Task Process_Events_ReachLakeAndProfilesOnce()
    {
        await Pipeline().ProcessAsync(lines, default);

        Assert.Equal(["1", "2", "3"], (await IdsAsync()).Order(StringComparer.Ordinal));
        Assert.Equal(2, await CountAsync(PersonKey.User("ana")));
        Assert.Equal(1, await CountAsync(PersonKey.Anonymous("other")));
    }

    [Fact]
    public async Task Process_TheSameTwice_ChangesNothing()
    {
        await Pipeline().ProcessAsync(lines, default);
        await Pipeline().ProcessAsync(lines, default);

        Assert.Equal(3, (await IdsAsync()).Count);
        Assert.Equal(2, await CountAsync(PersonKey.User("ana")));
    }

    [Fact]
    public async Task Process_InterruptedBehindTheLake_IsMadeUpForByDoingItAgain()
    {
        FailingOnce failing = new();
        await Assert.ThrowsAsync<IOException>(() => Pipeline(failing).ProcessAsync(lines, default));

        await Pipeline(failing).ProcessAsync(lines, default);

        Assert.Equal(["1", "2", "3"], (await IdsAsync()).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(2, await CountAsync(PersonKey.User("ana")));
    }

    [Fact]
    public async Task Process_LineThatCaptureHasNotWritten_IsRefusedBeforeAnythingIsStored()
    {
        await Assert.ThrowsAsync<FormatException>(() => Pipeline().ProcessAsync(Make.Joined(Make.Line("1"), "{}"u8.ToArray()), default));

        Assert.Empty(await lake.ListAsync(null, default));
    }

    public void Dispose() => profiles.Dispose();

    private EventPipeline Pipeline(params IEventSubscriber[] first) => new(lake, [.. first, new ProfileSubscriber(profiles)], []);

    private async Task<List<string>> IdsAsync()
    {
        List<string> ids = [];
        LakeReader reader = new(lake, NullLogger<LakeReader>.Instance);
        foreach (LakeFile file in await reader.ListAsync(null, default)) await reader.ReadAsync(file, 0, shopEvent => ids.Add(shopEvent.MessageId), default);
        return ids;
    }

    private async Task<long> CountAsync(PersonKey key) => (await profiles.ResolveAsync(key, default)).Profile.EventCounts.Values.Sum();

    /// <summary>A room that knows nothing yet and fails at the first events it is given.</summary>
    private sealed class FailingOnce : IEventSubscriber
    {
        private bool failed;

        public Task<IReadOnlyCollection<ShopEvent>> FreshAsync(IReadOnlyList<ShopEvent> events, CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyCollection<ShopEvent>>([]);

        public Task ApplyAsync(IReadOnlyCollection<ShopEvent> events, CancellationToken cancellationToken)
        {
            if (failed) return Task.CompletedTask;
            failed = true;
            throw new IOException("The process ended here");
        }
    }
}
