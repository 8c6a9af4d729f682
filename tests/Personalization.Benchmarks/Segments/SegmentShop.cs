using Azure.Core.Pipeline;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Personalization.Common.Documents;
using Personalization.Events;
using Personalization.Functions;
using Personalization.Functions.Events;
using Personalization.Functions.Segments;
using Personalization.Profiles;
using Personalization.Profiles.Memberships;
using Personalization.Segments.Definitions;

namespace Personalization.Benchmarks.Segments;

/// <summary>The app's services in this process over an emulator, with all segments live or with none.</summary>
internal sealed class SegmentShop : IDisposable
{
    private const int AtOnce = 32;

    private readonly CountedWire wire = new();
    private readonly HttpClient client;
    private readonly IHost host;
    private readonly InstantQueue queue;

    public SegmentShop(string connectionString, bool withSegments)
    {
        client = new HttpClient(wire);
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder([]);
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["AzureWebJobsStorage"] = connectionString, ["ServiceBus"] = connectionString, ["DecisionKey"] = "benchmark-decision-key", ["UnsubscribeKey"] = "benchmark-unsubscribe-key",
            ["Events:WriteKeys:bench"] = "bench", ["Messages:PublicUrl"] = "https://shop.example",
        });
        builder.Logging.ClearProviders();
        builder.AddPersonalization();
        builder.Services.RemoveAll<IHostedService>();
        builder.Services.RemoveAll<ILakeFollower>();
        builder.Services.AddSingleton<HttpPipelineTransport>(_ => new HttpClientTransport(client));
        queue = new InstantQueue();
        builder.Services.AddSingleton<IEventQueue>(queue);
        if (!withSegments)
        {
            builder.Services.RemoveAll<IMembershipKeeper>();
            builder.Services.RemoveAll<IEventAftermath>();
        }
        host = builder.Build();
        queue.Pipeline = host.Services.GetRequiredService<EventPipeline>();
    }

    /// <summary>What went over the wire, with the three requests that each message of entries and exits would be in the queue.</summary>
    public WireCount Wire => wire.Count with { Requests = wire.Count.Requests + (3 * queue.Messages) };

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    public Task TakeAsync(ReadOnlyMemory<byte>[] lines) => queue.Pipeline!.ProcessAsync(EventCodec.Join(lines), CancellationToken.None);

    /// <summary>Stores segments.</summary>
    public async Task DefineAsync(int count)
    {
        ISegmentStore store = Get<ISegmentStore>();
        DocumentIndex<SegmentLine> index = await store.LoadAsync(CancellationToken.None);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        for (int number = 0; number < count; number++)
            index = index with { Lines = index.Lines.SetItem($"segment-{number}", new SegmentLine(1, SegmentTexts.Text(number), now)) };
        if (!await store.TrySaveAsync(index, CancellationToken.None)) throw new InvalidOperationException("The emulator is not empty");
    }

    /// <summary>Stores people who have been in the shop, with the segments that they are in.</summary>
    public async Task FillAsync(int people)
    {
        IProfileStore store = Get<IProfileStore>();
        SegmentDesk desk = Get<SegmentDesk>();
        SegmentSet set = await desk.CurrentAsync(CancellationToken.None);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        await Parallel.ForAsync(0, people, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, token) =>
        {
            StoredProfile nobody = new(new Profile { Key = PersonKey.User(Shoppers.IdOf(number)) }, null);
            Profile profile = ProfileRules.Apply(nobody.Profile, Shoppers.History(number, now).Select(EventCodec.Parse)).Profile;
            ProfileMemberships known = SegmentRules.Look(set, ProfileMemberships.None, nobody.Profile, await desk.FactsAsync(profile, ProfileMemberships.None, token), new MembershipOccasion("filled"), now);
            StoredProfile full = nobody with { Profile = profile, Memberships = known with { Due = known.NextChange } };
            if (await store.TrySaveAsync(nobody, full, PartChanges.None, token) is null) throw new InvalidOperationException("A profile was there already");
        });
    }

    public void Dispose()
    {
        host.Dispose();
        client.Dispose();
        wire.Dispose();
    }

    /// <summary>Gives what segments tell straight back to the pipeline, and counts the messages.</summary>
    private sealed class InstantQueue : IEventQueue
    {
        private long messages;

        public EventPipeline? Pipeline { get; set; }

        public long Messages => Interlocked.Read(ref messages);

        public async Task<bool> TryEnqueueAsync(IReadOnlyList<ReadOnlyMemory<byte>> lines, CancellationToken cancellationToken)
        {
            await EnqueueAsync(lines, cancellationToken);
            return true;
        }

        public async Task EnqueueAsync(IReadOnlyList<ReadOnlyMemory<byte>> lines, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref messages);
            await Pipeline!.ProcessAsync(EventCodec.Join(lines), cancellationToken);
        }
    }
}
