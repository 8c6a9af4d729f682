using System.Collections.Immutable;
using System.Text;
using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker;
using Personalization.Experiments;
using Personalization.Experiments.Reports;
using Personalization.Functions.Experiments;
using Personalization.Functions.Jobs;
using Personalization.Messages;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Profiles.Exposures;
using Personalization.Segments.Population;
using Personalization.Simulator.Stores;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Experiments;

/// <summary>From a snapshot of all people to what a bandit gives and a report says, over the emulator's blobs.</summary>
public sealed class ExperimentCounterTests : IClassFixture<OwnAzurite>, IDisposable
{
    private readonly ManualTimeProvider clock = new(Make.Noon);
    private readonly MemoryPasses passes = new();
    private readonly BlobExperimentStore store;
    private readonly ExperimentResultStore results;
    private readonly JobQueue jobs;
    private readonly QueueClient queue;
    private readonly ExperimentEditor editor;
    private readonly ExperimentCounter counter;

    public ExperimentCounterTests(OwnAzurite azurite)
    {
        azurite.Blobs.GetBlobContainerClient("experiments").DeleteIfExists();
        queue = azurite.Queues.GetQueueClient("jobs");
        (store, results, jobs) = (new BlobExperimentStore(azurite.Blobs, clock), new ExperimentResultStore(azurite.Blobs, clock), new JobQueue(azurite.Queues));
        editor = new ExperimentEditor(store, new MemorySegmentStore(), new MessagePolicy(), clock);
        counter = new ExperimentCounter(store, results, passes, ConsentPolicy.Parse("analytics"), jobs);
    }

    [Fact]
    [Trait("Feature", "S125")]
    public async Task Run_Bandit_GivesMoreToWhatSellsAndTellsIt()
    {
        await StartAsync("bandit", "kind: bandit");
        ExperimentDesk desk = new(store, results);
        Assert.Equal(0.5, (await desk.SetAsync(default)).Find("bandit", Somebody("s"))!.Probability);
        await SnapshotAsync([.. People("bandit", "a", 400, 12), .. People("bandit", "b", 400, 60)]);

        await counter.RunAsync(default);
        await counter.RunAsync(default); // The same snapshot once more changes nothing.

        ExperimentResult counted = (await results.LoadAsync(default)).Experiments["bandit"];
        Assert.Equal([400L, 400L], counted.Sums.Variants.Select(one => one.Orders.N));
        Assert.Single(counted.Shares);
        ExperimentSet set = await desk.SetAsync(default);
        Assert.InRange(Enumerable.Range(0, 500).Count(number => set.Find("bandit", Somebody($"p{number}"))!.Variant == "b"), 440, 490);
        Assert.Equal(counted.Shares[0].Shares[1], set.Find("bandit", Somebody("seen", "b"))!.Probability, 9);
    }

    [Fact]
    [Trait("Feature", "S125")]
    public async Task Run_PeopleWhoDoNotWantToBeCounted_AreNot()
    {
        await StartAsync("quiet");
        Profile denied = Person("quiet", "a", 9_000, false) with { Traits = ImmutableSortedDictionary<string, Trait>.Empty.Add("consent:analytics", new Trait(System.Text.Json.JsonElement.Parse("\"denied\""), Make.Noon, 1, TraitOrigin.Declared)) };
        await SnapshotAsync([denied, .. People("quiet", "a", 3, 1)]);

        await counter.RunAsync(default);

        Assert.Equal(3, (await results.LoadAsync(default)).Experiments["quiet"].Sums.Variants[0].Orders.N);
    }

    [Fact]
    [Trait("Feature", "S126")]
    public async Task Close_WeekendIsOver_HasPeopleCountedAndSaysTheLastWordOnce()
    {
        clock.Advance(new DateTimeOffset(2026, 12, 2, 12, 0, 0, TimeSpan.Zero) - clock.GetUtcNow());
        await StartAsync("weekend", "schedule: weekend");
        ExperimentFunctions timer = new(store, results, jobs, clock);
        await DrainAsync();
        clock.Advance(TimeSpan.FromDays(3)); // Saturday.
        await timer.Close(new TimerInfo(), default);
        Assert.Empty(await DrainAsync());
        clock.Advance(TimeSpan.FromDays(2)); // Monday noon.
        await timer.Close(new TimerInfo(), default);
        Assert.Equal(["segments:"], await DrainAsync());

        await SnapshotAsync([.. People("weekend", "a", 300, 10, new DateTimeOffset(2026, 12, 5, 0, 0, 0, TimeSpan.Zero)), .. People("weekend", "b", 300, 60, new DateTimeOffset(2026, 12, 5, 0, 0, 0, TimeSpan.Zero))]);
        await counter.RunAsync(default);

        ClosingReport closing = (await results.LoadAsync(default)).Experiments["weekend"].Closing!;
        Assert.Equal((ExperimentVerdict.Better, "b"), (closing.Verdict, closing.Variant));
        clock.Advance(TimeSpan.FromSeconds(20));
        await timer.Close(new TimerInfo(), default);
        Assert.Empty(await DrainAsync());
    }

    public void Dispose()
    {
        counter.Dispose();
        store.Dispose();
        results.Dispose();
        jobs.Dispose();
    }

    private async Task StartAsync(string id, string more = "")
    {
        Assert.Null((await editor.PutAsync(id, Encoding.UTF8.GetBytes($"name: {id}\nvariants: [{{id: a}}, {{id: b}}]\n{more}\n"), null, default)).Problem);
        Assert.Null((await editor.StartAsync(id, null, default)).Problem);
    }

    private async Task SnapshotAsync(Profile[] people)
    {
        PopulationShard shard = new("population/1/0000", "z", people.Length);
        await passes.WriteShardAsync(shard, [.. people.Select(one => new PopulationPerson(one, []))], default);
        await passes.PublishAsync(new PopulationSnapshot(clock.GetUtcNow().AddHours(1), people.Length, [shard]), new SegmentNumbers(clock.GetUtcNow(), people.Length, ImmutableSortedDictionary<string, SegmentCount>.Empty), default);
    }

    private IEnumerable<Profile> People(string experiment, string variant, int count, int buyers, DateTimeOffset? at = null) =>
        Enumerable.Range(0, count).Select(number => Person(experiment, variant, number, number < buyers, at));

    private Profile Person(string experiment, string variant, int number, bool buys, DateTimeOffset? at = null)
    {
        DateTimeOffset seen = at ?? clock.GetUtcNow();
        Order order = new($"o{number}", seen.AddMinutes(5), new OrderStatement(seen.AddMinutes(5), 1, 20, "EUR", []), null, ImmutableSortedDictionary<ulong, decimal?>.Empty);
        return new Profile
        {
            Key = PersonKey.Anonymous($"{variant}{number}"), LastSeen = seen, Orders = buys ? [order] : [],
            Experiments = ImmutableSortedDictionary<string, Exposure>.Empty.Add(experiment, new Exposure(variant, seen, seen)),
        };
    }

    private ExperimentSubject Somebody(string unit, string? variant = null) =>
        new(unit, variant is null ? null : Person("bandit", variant, 1, false), [], clock.GetUtcNow().AddMinutes(1));

    private async Task<List<string>> DrainAsync()
    {
        List<string> found = [];
        await queue.CreateIfNotExistsAsync();
        foreach (Azure.Storage.Queues.Models.QueueMessage one in (await queue.ReceiveMessagesAsync(32)).Value)
        {
            found.Add(one.MessageText);
            await queue.DeleteMessageAsync(one.MessageId, one.PopReceipt);
        }
        return found;
    }
}
