using System.Diagnostics;
using System.Globalization;
using Personalization.Functions.Segments;
using Personalization.Segments.Population;
using Personalization.Testing;

namespace Personalization.Benchmarks.Segments;

/// <summary>What segments cost: events with all of them live beside the same with none, a pass over all people, and one event among few and among many people.</summary>
internal static class SegmentsBenchmark
{
    private const int Segments = 200;
    private const int Few = 1_000;
    private const int Batch = 50;
    private const int AtOnce = 8;
    private const int Rounds = 4;
    private const int Singles = 300;

    public static async Task<Report> RunAsync(Options options)
    {
        Cost few = await FewAsync();
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync(inMemory: true);
        using SegmentShop shop = new(azurite.ConnectionString, withSegments: true), plain = new(azurite.ConnectionString, withSegments: false);
        await shop.DefineAsync(Segments);
        double filling = await SecondsAsync(() => shop.FillAsync(options.Profiles));
        Cost many = await OneByOneAsync(shop, options.Profiles, 1);
        (Throughput with, Throughput without) = await TurnsAsync(shop, plain, options.Profiles);
        (double passing, WireCount passed, PassState state) = await PassAsync(shop);
        string people = options.Profiles.ToString("N0", CultureInfo.InvariantCulture);
        return new Report("segments",
        [
            new("events", $"Events in visits of {Batch}, {Segments} segments, {people} profiles (stored in {filling:0} s)",
            [
                new("withPerSecond", "all segments live", with.PerSecond, "events/s"), new("withoutPerSecond", "reference: no segments", without.PerSecond, "events/s"),
                new("ratio", "with / without", with.PerSecond / without.PerSecond),
                new("withRequests", "requests to storage per event, with", with.Requests), new("withoutRequests", "requests to storage per event, without", without.Requests),
            ]),
            new("pass", "A pass over all people",
            [
                new("seconds", "time", passing, "s"), new("peoplePerSecond", "people looked at", state.People / passing, "/s"),
                new("people", "people", state.People), new("changed", "whose segments were others than thought", state.Changed),
                new("requests", "requests to storage per person", passed.Requests / (double)state.People),
            ]),
            new("single", "One event of a known person, all segments live",
            [
                new("requestsFew", $"requests to storage, {Few:N0} profiles", few.Requests), new("requestsMany", $"requests to storage, {people} profiles", many.Requests),
                new("bytesFew", $"bytes to and from storage, {Few:N0} profiles", few.Bytes, "bytes"), new("bytesMany", $"bytes to and from storage, {people} profiles", many.Bytes, "bytes"),
                new("cpuFew", $"processor time, {Few:N0} profiles", few.CpuMicroseconds, "us"), new("cpuMany", $"processor time, {people} profiles", many.CpuMicroseconds, "us"),
                new("cpuRatio", "processor time, many / few", many.CpuMicroseconds / few.CpuMicroseconds),
            ]),
        ],
        [
            new Budget("sameRequests", "requests of an event, many profiles / few", many.Requests / few.Requests, 1.1, AtLeast: false),
            new Budget("sameBytes", "bytes of an event, many profiles / few", many.Bytes / few.Bytes, 1.1, AtLeast: false),
        ]);
    }

    private static async Task<Cost> FewAsync()
    {
        await using AzuriteProcess azurite = await AzuriteProcess.StartAsync(inMemory: true);
        using SegmentShop shop = new(azurite.ConnectionString, withSegments: true);
        await shop.DefineAsync(Segments);
        await shop.FillAsync(Few);
        await OneByOneAsync(shop, Few, 0); // Warms this process up.
        return await OneByOneAsync(shop, Few, 1);
    }

    // One event after the other, each of somebody else, so that every profile is read and written.
    private static async Task<Cost> OneByOneAsync(SegmentShop shop, int people, int round)
    {
        // What an instance keeps in memory for some seconds must not answer here.
        await Task.Delay(TimeSpan.FromSeconds(7), TimeProvider.System);
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        await shop.TakeAsync(Shoppers.Visit(0, 9_000 + round, 1, now));
        WireCount before = shop.Wire;
        using Process process = Process.GetCurrentProcess();
        TimeSpan cpu = process.TotalProcessorTime;
        for (int number = 0; number < Singles; number++) await shop.TakeAsync(Shoppers.Visit((1 + number + (round * Singles)) % Math.Min(people, Few), 9_000 + round, 1, now));
        process.Refresh();
        WireCount spent = shop.Wire - before;
        return new Cost(spent.Requests / (double)Singles, spent.Bytes / (double)Singles, (process.TotalProcessorTime - cpu).TotalMicroseconds / Singles);
    }

    private static async Task<(Throughput With, Throughput Without)> TurnsAsync(SegmentShop shop, SegmentShop plain, int people)
    {
        int visits = Math.Clamp(people / 20, 20, 400);
        await RoundAsync(shop, people, 0, visits / 4);
        await RoundAsync(plain, people, 1, visits / 4);
        List<Throughput> with = [], without = [];
        for (int round = 0; round < Rounds; round++)
        {
            with.Add(await RoundAsync(shop, people, 2 + (2 * round), visits));
            without.Add(await RoundAsync(plain, people, 3 + (2 * round), visits));
        }
        return (Throughput.Middle(with), Throughput.Middle(without));
    }

    private static async Task<Throughput> RoundAsync(SegmentShop shop, int people, int round, int visits)
    {
        DateTimeOffset now = TimeProvider.System.GetUtcNow();
        WireCount before = shop.Wire;
        double seconds = await SecondsAsync(() => Parallel.ForAsync(0, visits, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (number, _) =>
            await shop.TakeAsync(Shoppers.Visit(((round * visits) + number) * 31 % people, round, Batch, now))));
        return new Throughput(visits * Batch / seconds, (shop.Wire - before).Requests / (double)(visits * Batch));
    }

    private static async Task<(double Seconds, WireCount Wire, PassState State)> PassAsync(SegmentShop shop)
    {
        SegmentPass pass = shop.Get<SegmentPass>();
        WireCount before = shop.Wire;
        double seconds = await SecondsAsync(async () =>
        {
            for (string? next = ""; next is not null;)
            {
                next = await pass.RunAsync(next, CancellationToken.None);
                if (next is { Length: 0 }) break; // The first fifths ask for a second pass; one is measured.
            }
        });
        return (seconds, shop.Wire - before, (await shop.Get<IPassStore>().StateAsync(CancellationToken.None))!);
    }

    private static async Task<double> SecondsAsync(Func<Task> action)
    {
        long start = TimeProvider.System.GetTimestamp();
        await action();
        return TimeProvider.System.GetElapsedTime(start).TotalSeconds;
    }

    private readonly record struct Cost(double Requests, double Bytes, double CpuMicroseconds);

    private readonly record struct Throughput(double PerSecond, double Requests)
    {
        public static Throughput Middle(List<Throughput> rounds) =>
            new(Statistics.Median([.. rounds.Select(one => one.PerSecond)]), rounds.Average(one => one.Requests));
    }
}
