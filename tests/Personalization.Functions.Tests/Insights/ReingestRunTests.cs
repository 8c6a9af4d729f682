using System.Text.Json;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Events;
using Personalization.Events.Fixes;
using Personalization.Functions.Catalog.Imports;
using Personalization.Functions.Events;
using Personalization.Functions.Insights.Reingest;
using Personalization.Functions.Profiles;
using Personalization.Functions.Recommendations;
using Personalization.Functions.Tests.Events;
using Personalization.Insights.Reingest;
using Personalization.Profiles;
using Personalization.Simulator.Stores;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Insights;

/// <summary>A re-ingest says what it would change, changes that, and is undone without a trace.</summary>
[Trait("Feature", "S24")]
public sealed class ReingestRunTests : IClassFixture<OwnAzurite>, IDisposable
{
    private static readonly string[] People = ["u:ana", "u:ben", "a:device"];
    private static readonly EventFix Rename =
        new("f1", Make.Noon.AddMinutes(-1), Make.Noon.AddMinutes(30), "identify", null, FixKind.Rename, "traits.sz", "size", "Nino", Make.Noon.AddDays(1));

    private readonly ManualTimeProvider time = new(Make.Noon);
    private readonly ProfileUpdater profiles = new(new MemoryProfileStore());
    private readonly MemoryEventLake lake;
    private readonly EventPipeline pipeline;
    private readonly FixStore fixes;
    private readonly ActivityBlob counts;
    private readonly ActivityProjector activity;
    private readonly ReingestRun run;
    private readonly Requests requests = new();

    public ReingestRunTests(OwnAzurite azurite)
    {
        BlobServiceClient blobs = azurite.Blobs;
        foreach (string container in (string[])["events", "models"]) blobs.GetBlobContainerClient(container).DeleteIfExists();
        lake = new MemoryEventLake(time);
        pipeline = new EventPipeline(lake, [new ProfileSubscriber(profiles)], []);
        (fixes, counts) = (new FixStore(blobs), new ActivityBlob(blobs));
        LakeReader reader = new(lake, NullLogger<LakeReader>.Instance);
        activity = new ActivityProjector(reader, counts, Make.Signer, time, NullLogger<ActivityProjector>.Instance, fixes);
        run = new ReingestRun(reader, fixes, profiles, activity, requests, Make.Signer);
    }

    [Fact]
    public async Task Run_Dry_TellsWhatWouldChangeAndChangesNothing()
    {
        await ShopAsync();
        string before = await BytesAsync();

        ReingestSummary summary = await run.RunAsync(Job(Rename, dryRun: true), default);

        Assert.Equal((5, 2, 0, 2), (summary.EventsRead, summary.EventsChanged, summary.EventsDropped, summary.People));
        Assert.Equal((2, 0), (summary.ProfilesChanged, summary.ProfilesLeft));
        Assert.Equal("size=2,sz=2", string.Join(',', summary.Traits.Select(one => $"{one.Key}={one.Value}")));
        Assert.Equal(new FixExample("identify", "sz: text", "identify size: text"), Assert.Single(summary.Examples));
        Assert.Equal(before, await BytesAsync());
        Assert.Empty((await fixes.LoadAsync(default)).Fixes.All);
        Assert.Equal(0, requests.Count);
    }

    [Fact]
    public async Task Run_ForGoodAndAgainAndUndone_EndsWhereItBegan()
    {
        await ShopAsync();
        string before = await BytesAsync();

        await run.RunAsync(Job(Rename), default);
        string mended = await BytesAsync();
        ReingestSummary again = await run.RunAsync(Job(Rename), default);

        Assert.Equal("\"M\"", await TraitAsync("u:ana", "size"));
        Assert.Null(await TraitAsync("u:ana", "sz"));
        Assert.Equal((mended, 0), (await BytesAsync(), again.ProfilesLeft));
        Assert.Equal(Rename, Assert.Single((await fixes.LoadAsync(default)).Fixes.All));
        Assert.Equal(2, requests.Count);

        await run.RunAsync(Job(Rename, undo: true), default);

        Assert.Equal(before, await BytesAsync());
        Assert.Empty((await fixes.LoadAsync(default)).Fixes.All);
    }

    [Fact]
    public async Task Run_DroppedEvents_AreInNoCountAnyMore()
    {
        await ShopAsync();
        await activity.CatchUpAsync(default);

        ReingestSummary summary = await run.RunAsync(Job(Rename with { Kind = FixKind.Drop, Event = EventNames.ProductViewed }), default);

        Assert.Equal((3, 3), (summary.EventsChanged, summary.EventsDropped));
        Assert.Equal(-3, summary.Counts[EventNames.ProductViewed]);
        Assert.Equal("Looked=1,identify=2", string.Join(',', (await counts.LoadAsync(default)).State.EventTotals.Select(one => $"{one.Key}={one.Value}")));
        Assert.Empty((await profiles.ResolveAsync(PersonKey.Anonymous("device"), default)).Profile.Interactions);
    }

    [Fact]
    public async Task Run_MergedPerson_ChangesThePartAndTheWhole()
    {
        await ShopAsync();
        await pipeline.ProcessAsync(Make.Joined(Make.Line("joins", user: "ana", device: "device", minute: 40)), default);

        await run.RunAsync(Job(Rename), default);

        Profile whole = (await profiles.ResolveAsync(PersonKey.Anonymous("device"), default)).Profile;
        Assert.Equal(PersonKey.User("ana"), whole.Key);
        Assert.Equal("M", whole.Traits["size"].Value.GetString());
        Assert.Equal(4, whole.EventCounts[EventNames.ProductViewed]);
    }

    [Fact]
    public async Task Run_ProfileThatTheLakeNoLongerTells_IsLeftAsItIs()
    {
        await ShopAsync();
        await profiles.ApplyAsync(PersonKey.User("ana"), [Make.Event("gone", user: "ana", minute: 5)], default);
        string ana = Bytes((await profiles.ResolveAsync(PersonKey.User("ana"), default)).Profile);

        ReingestSummary summary = await run.RunAsync(Job(Rename), default);

        Assert.Equal((1, 1), (summary.ProfilesChanged, summary.ProfilesLeft));
        Assert.Equal(ana, Bytes((await profiles.ResolveAsync(PersonKey.User("ana"), default)).Profile));
        Assert.Equal("\"L\"", await TraitAsync("u:ben", "size"));
    }

    public void Dispose()
    {
        profiles.Dispose();
        fixes.Dispose();
        counts.Dispose();
        activity.Dispose();
    }

    private static ReingestJob Job(EventFix fix, bool dryRun = false, bool undo = false) => new() { Id = "job", Fix = fix, DryRun = dryRun, Undo = undo };

    private static ReadOnlyMemory<byte> Identify(string id, string user, string size, int minute) => EventCodec.Line(
        new EventDraft(id, EventType.Identify, null, user, null, Make.Noon.AddMinutes(minute), Make.Noon.AddMinutes(minute), "web"), traits: json => json.WriteString("sz", size));

    private Task<IReadOnlyList<ShopEvent>> ShopAsync() => pipeline.ProcessAsync(
        Make.Joined(
            Make.Line("1", user: "ana", device: null), Identify("2", "ana", "M", 1), Identify("3", "ben", "L", 2), Make.Line("4"), Make.Line("5", minute: 3),
            Make.Line("6", name: "Looked", device: "late", minute: 45)),
        default);

    private async Task<string?> TraitAsync(string key, string name) =>
        (await profiles.ResolveAsync(new PersonKey(key), default)).Profile.Traits.TryGetValue(name, out Personalization.Profiles.Trait? trait) ? JsonSerializer.Serialize(trait.Value) : null;

    private async Task<string> BytesAsync()
    {
        List<string> all = [];
        foreach (string key in People) all.Add(Bytes((await profiles.ResolveAsync(new PersonKey(key), default)).Profile));
        return string.Join('\n', all);
    }

    private static string Bytes(Profile profile) => Convert.ToHexString([.. ProfileCodec.Serialize(profile), .. ProfileCodec.SerializeSeen(profile), .. profile.Timeline.Packed.Span]);

    private sealed class Requests : IRebuildRequests
    {
        public int Count { get; private set; }

        public Task RequestAsync(CancellationToken cancellationToken)
        {
            Count++;
            return Task.CompletedTask;
        }
    }
}
