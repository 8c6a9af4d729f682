using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Common.Documents;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Profiles;
using Personalization.Functions.Segments;
using Personalization.Messages;
using Personalization.Profiles;
using Personalization.Segments.Definitions;
using Personalization.Simulator.Stores;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Segments;

/// <summary>The real way of events through profiles and segments, over stores in memory.</summary>
internal sealed class SegmentWorld : IDisposable
{
    private readonly MemoryEventQueue queue = new();
    private readonly EventPipeline pipeline;
    private readonly MembershipKeeper keeper;

    public SegmentWorld(params ISegmentSource[] sources)
    {
        Desk = new SegmentDesk(Definitions, sources, Passes, new MemoryCatalogStore(), new SaidPredictions(), new MessagePolicy());
        keeper = new MembershipKeeper(() => Desk, () => Due, Clock);
        Profiles = new ProfileUpdater(Store, null, keeper);
        Announcer = new SegmentAnnouncer(queue, Desk, Clock);
        pipeline = new EventPipeline(new NoLake(), [new ProfileSubscriber(Profiles)], [], aftermaths: [new SegmentAftermath(Profiles, Desk, Announcer)]);
        Pass = NewPass();
        Clocked = new DueSegments(Due, Store, Profiles, Announcer, Clock);
    }

    public ManualTimeProvider Clock { get; } = new(Make.Noon);

    public MemoryProfileStore Store { get; } = new();

    public MemorySegmentStore Definitions { get; } = new();

    public MemoryDueIndex Due { get; } = new();

    public MemoryPasses Passes { get; } = new();

    public SegmentDesk Desk { get; }

    public ProfileUpdater Profiles { get; }

    public SegmentAnnouncer Announcer { get; }

    public SegmentPass Pass { get; private set; }

    public DueSegments Clocked { get; }

    /// <summary>Entries and exits that were told of, as <c>+id</c> and <c>-id</c>, in order; each as often as it was told.</summary>
    public List<(string Change, string MessageId)> Told { get; } = [];

    public SegmentPass NewPass() => new(Store, Profiles, Desk, Passes, Passes, Announcer, Clock, NullLogger<SegmentPass>.Instance);

    public async Task DefineAsync(string id, string rule, string? more = null)
    {
        DocumentIndex<SegmentLine> index = await Definitions.LoadAsync(default);
        string text = $"name: {id}\n{(more is null ? "" : more + "\n")}rule:\n" + string.Join('\n', rule.Split('\n').Select(line => "  " + line));
        Assert.Empty(SegmentReader.Read(System.Text.Encoding.UTF8.GetBytes(text), id, 1).Findings);
        int version = (index.Lines.GetValueOrDefault(id)?.Version ?? 0) + 1;
        Assert.True(await Definitions.TrySaveAsync(index with { Lines = index.Lines.SetItem(id, new SegmentLine(version, text, Clock.GetUtcNow())) }, default));
    }

    public async Task RemoveAsync(string id)
    {
        DocumentIndex<SegmentLine> index = await Definitions.LoadAsync(default);
        Assert.True(await Definitions.TrySaveAsync(index with { Lines = index.Lines.SetItem(id, index.Lines[id] with { Text = "" }) }, default));
    }

    /// <summary>Takes events in, and all that follows from them.</summary>
    public async Task TakeAsync(params ReadOnlyMemory<byte>[] lines)
    {
        await pipeline.ProcessAsync(EventCodec.Join(lines), default);
        await DrainAsync();
    }

    /// <summary>Lets time pass and looks at whom it concerns.</summary>
    public async Task PassTimeAsync(TimeSpan span)
    {
        Clock.Advance(span);
        await Clocked.RunAsync(default);
        await DrainAsync();
    }

    /// <summary>Looks at all people.</summary>
    public async Task PassAllAsync()
    {
        for (string? next = ""; next is not null;) next = await Pass.RunAsync(next, default);
        await DrainAsync();
    }

    public ReadOnlyMemory<byte> Line(string id, string name = EventNames.ProductViewed, string user = "ana", string product = "p") => EventCodec.Line(
        new EventDraft(id, EventType.Track, name, user, null, Clock.GetUtcNow(), Clock.GetUtcNow(), "test"), json => json.WriteString("product_id", product));

    public async Task<string[]> OfAsync(string user) => [.. (await Profiles.ResolveAsync(PersonKey.User(user), default)).Memberships.In.Keys];

    public void Dispose() => Profiles.Dispose();

    private async Task DrainAsync()
    {
        while (queue.TryTake(out ReadOnlyMemory<byte> line))
        {
            ShopEvent told = EventCodec.Parse(line);
            string counted = told.Properties.TryGetProperty("bestsellers", out _) ? " counted" : "";
            Told.Add(((told.Event == ReservedEvents.SegmentEntered ? "+" : "-") + told.Properties.GetProperty("segment_id").GetString() + counted, told.MessageId));
            await pipeline.ProcessAsync(EventCodec.Join([line]), default);
        }
    }
}
