using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Events;
using Personalization.Functions.Recommendations;
using Personalization.Functions.Tests.Events;
using Personalization.Recommendations;
using Personalization.Recommendations.BackTests;
using Personalization.Recommendations.Sessions;
using Personalization.Simulator.Stores;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Recommendations;

[Trait("Feature", "S36")]
public sealed class ModelRebuildTests(OwnAzurite azurite) : IClassFixture<OwnAzurite>, IAsyncLifetime, IDisposable
{
    private static readonly RebuildOptions Plain = new(Shadow: false, new BackTestLimits(0.1, 20));

    private readonly ManualTimeProvider time = new(Make.Noon);
    private readonly ModelBlob models = new(azurite.Blobs);
    private readonly RebuildBlobs blobs = new(azurite.Blobs);
    private MemoryEventLake lake = null!;

    private ModelSwitch Switch => new(models, blobs, time);

    public async Task InitializeAsync()
    {
        lake = new MemoryEventLake(time);
        await azurite.Blobs.GetBlobContainerClient("models").DeleteIfExistsAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        models.Dispose();
        blobs.Dispose();
    }

    [Fact]
    public async Task Run_EmptyLake_IsDoneWithoutAModel()
    {
        await RebuildAsync();

        RebuildStatus status = await blobs.StatusAsync(default);
        Assert.Equal((RebuildState.Done, ModelOutcome.Empty), (status.State, status.Model!.Outcome));
        Assert.Null((await models.ReadAsync(null, default)).Bytes);
    }

    [Fact]
    public async Task Run_FirstModel_GoesIntoServiceWithItsFigures()
    {
        await AppendAsync(Habits(days: 3));
        lake.Spoil("{\"half\": \n");

        await RebuildAsync();

        RebuildStatus status = await blobs.StatusAsync(default);
        Assert.Equal((RebuildState.Done, null, 600, 1), (status.State, status.Phase, status.EventsRead, status.DamagedLines));
        Assert.Equal((status.BytesTotal, time.GetUtcNow()), (status.BytesRead, status.FinishedAt));
        Assert.Equal(ModelOutcome.InService, status.Model!.Outcome);
        Assert.Equal(1, status.Model.Measures[0].Candidate.HitRate);
        Assert.Equal(status.Model.Version, (await InServiceAsync())!.Version);
        Assert.Equal([status.Model.Version], (await blobs.HistoryAsync(default)).Runs.Select(run => run.Version));
    }

    [Fact]
    public async Task Run_SecondModel_KeepsTheFirstAsPrevious()
    {
        string first = await RebuiltAsync(), second = await RebuiltAsync();

        Assert.Equal(second, (await InServiceAsync())!.Version);
        Assert.Equal(first, ModelCodec.Deserialize((await models.ReadPreviousAsync(default))!.ToArray()).Version);
    }

    [Fact]
    public async Task Run_WorseThanTheOneInService_StaysOutAndSaysWhy()
    {
        RecommendationModel good = ModelBuilder.Build(Log(Habits(days: 2)), ProductFacts.None, 400, Make.Noon.AddDays(2).AddHours(-12));
        Assert.True(await models.TryReplaceAsync(default, new BinaryData(ModelCodec.Serialize(good)), default));
        // What the lake holds of the two days before is anything but habits.
        await AppendAsync([.. Noise(days: 2), .. Habits(days: 3).Skip(400)]);

        await RebuildAsync();

        ModelRun run = (await blobs.StatusAsync(default)).Model!;
        Assert.Equal(ModelOutcome.Refused, run.Outcome);
        Assert.Contains("hit rate", run.Verdict, StringComparison.Ordinal);
        Assert.Equal(good.Version, (await InServiceAsync())!.Version);
        Assert.NotNull((await Switch.PromoteAsync(default)).Model);
        Assert.Equal(run.Version, (await InServiceAsync())!.Version);
    }

    [Fact]
    public async Task Run_InShadow_WaitsUntilItIsPromoted()
    {
        string first = await RebuiltAsync();
        string second = await RebuiltAsync(Plain with { Shadow = true });

        Assert.Equal(first, (await InServiceAsync())!.Version);
        ModelRun promoted = (await Switch.PromoteAsync(default)).Model!;

        Assert.Equal((second, ModelOutcome.Promoted), (promoted.Version, promoted.Outcome));
        Assert.Equal(second, (await InServiceAsync())!.Version);
        Assert.Equal([second, second, first], (await blobs.HistoryAsync(default)).Runs.Select(run => run.Version));
        Assert.Equal("no-candidate", (await Switch.PromoteAsync(default)).Problem!.Code);
    }

    [Fact]
    public async Task RollBack_ABadModel_BringsTheOneBeforeAndHoldsThoseAfter()
    {
        string first = await RebuiltAsync(), second = await RebuiltAsync();

        ModelRun back = (await Switch.RollBackAsync(default)).Model!;
        string third = await RebuiltAsync();

        Assert.Equal((first, ModelOutcome.RolledBack), (back.Version, back.Outcome));
        Assert.Equal(first, (await InServiceAsync())!.Version);
        Assert.Contains("since a rollback", (await blobs.StatusAsync(default)).Model!.Verdict, StringComparison.Ordinal);
        Assert.Equal(second, ModelCodec.Deserialize((await models.ReadPreviousAsync(default))!.ToArray()).Version);
        await Switch.PromoteAsync(default);
        Assert.Equal(third, (await InServiceAsync())!.Version);
        string fourth = await RebuiltAsync();
        Assert.Equal(fourth, (await InServiceAsync())!.Version);
    }

    [Fact]
    public async Task RollBack_FirstModel_IsRefused()
    {
        await RebuiltAsync();

        Assert.Equal((409, "no-previous-model"), ((await Switch.RollBackAsync(default)).Problem!.Status, (await Switch.RollBackAsync(default)).Problem!.Code));
    }

    [Fact]
    public async Task Run_DamagedSnapshotInService_IsReplacedAndNeverBecomesThePrevious()
    {
        string first = await RebuiltAsync(), second = await RebuiltAsync();
        await azurite.Blobs.GetBlobContainerClient("models").GetBlobClient("recommendations").UploadAsync(new BinaryData("PRSM damaged"), overwrite: true);

        string third = await RebuiltAsync();

        Assert.Contains("cannot be read", (await blobs.StatusAsync(default)).Model!.Verdict, StringComparison.Ordinal);
        Assert.Equal(third, (await InServiceAsync())!.Version);
        Assert.Equal(first, ModelCodec.Deserialize((await models.ReadPreviousAsync(default))!.ToArray()).Version);
        Assert.NotEqual(second, first);
    }

    [Fact]
    public async Task Run_LakeFails_StatusSaysWhyAndTheModelStays()
    {
        string first = await RebuiltAsync();
        using ModelRebuild rebuild = new(new BrokenLake(), new MemoryCatalogStore(), models, blobs, Plain, time, NullLogger<ModelRebuild>.Instance);

        await Assert.ThrowsAsync<InvalidDataException>(() => rebuild.RunAsync(default));

        RebuildStatus status = await blobs.StatusAsync(default);
        Assert.Equal((RebuildState.Failed, RebuildPhase.Reading), (status.State, status.Phase));
        Assert.Contains("The lake is broken", status.Error, StringComparison.Ordinal);
        Assert.Equal(first, (await InServiceAsync())!.Version);
    }

    [Fact]
    public async Task History_ManyAtOnce_KeepsTheNewestFifty()
    {
        ModelRun Run(int number) => new($"v{number}", Make.Noon, ModelOutcome.InService, "", 0, 0, 0, 0, null, []);
        for (int number = 0; number < 48; number++) await blobs.ChangeHistoryAsync(history => history.With(Run(number)), default);

        await Task.WhenAll(Enumerable.Range(100, 4).Select(number => blobs.ChangeHistoryAsync(history => history.With(Run(number)), default)));

        ModelHistory history = await blobs.HistoryAsync(default);
        Assert.Equal(ModelHistory.Kept, history.Runs.Count);
        Assert.Equal(["v100", "v101", "v102", "v103"], history.Runs.Take(4).Select(run => run.Version).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Read_Settings_AreCheckedInWords()
    {
        RebuildOptions Read(string name, string value) => RebuildOptions.Read(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(name, (string?)value)]).Build());

        Assert.True(Read("RecommendationsShadow", "true").Shadow);
        Assert.Equal(0.25, Read("RecommendationsToleratedLoss", "0.25").Limits.ToleratedLoss);
        Assert.Equal(new RebuildOptions(false, new BackTestLimits()), Read("other", ""));
        Assert.Contains("RecommendationsShadow must be true or false", Assert.Throws<InvalidOperationException>(() => Read("RecommendationsShadow", "yes")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Read("RecommendationsToleratedLoss", "2"));
    }

    private async Task<string> RebuiltAsync(RebuildOptions? options = null)
    {
        time.Advance(TimeSpan.FromHours(1));
        await AppendAsync([Make.Line($"{time.GetUtcNow().Ticks}")]);
        await RebuildAsync(options);
        return (await blobs.StatusAsync(default)).Model!.Version!;
    }

    private async Task RebuildAsync(RebuildOptions? options = null)
    {
        using ModelRebuild rebuild = new(lake, new MemoryCatalogStore(), models, blobs, options ?? Plain, time, NullLogger<ModelRebuild>.Instance);
        await rebuild.RunAsync(default);
    }

    private async Task<RecommendationModel?> InServiceAsync() => ModelBlob.TryRead((await models.ReadAsync(null, default)).Bytes, out _);

    private Task AppendAsync(IEnumerable<ReadOnlyMemory<byte>> lines) => lake.AppendAsync(Make.Joined(lines), default);

    private static ShoppingLog Log(IEnumerable<ReadOnlyMemory<byte>> lines)
    {
        ShoppingLogBuilder builder = new();
        foreach (ReadOnlyMemory<byte> line in lines) builder.Add(line.Span);
        return builder.Build();
    }

    /// <summary>A hundred visits a day, in which each of fifty products is followed by its own next one.</summary>
    private static IEnumerable<ReadOnlyMemory<byte>> Habits(int days) => Visits(days, "habit", n => ($"a{n % 50}", $"b{n % 50}"));

    private static IEnumerable<ReadOnlyMemory<byte>> Noise(int days) => Visits(days, "noise", n => ($"a{n % 50}", $"x{n * 37 % 50}"));

    private static IEnumerable<ReadOnlyMemory<byte>> Visits(int days, string name, Func<int, (string First, string Then)> look) => Enumerable.Range(0, days * 100).SelectMany(n => new[]
    {
        Make.Line($"{name}{n}-1", device: $"{name}{n}", product: look(n).First, minute: (n / 100 * 1440) + n % 100),
        Make.Line($"{name}{n}-2", device: $"{name}{n}", product: look(n).Then, minute: (n / 100 * 1440) + n % 100 + 1),
    });

    private sealed class BrokenLake : IEventLake
    {
        public Task AppendAsync(ReadOnlyMemory<byte> lines, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<IReadOnlyList<LakeFile>> ListAsync(string? from, CancellationToken cancellationToken) => throw new InvalidDataException("The lake is broken.");

        public Task<ReadOnlyMemory<byte>> ReadAsync(string name, long offset, CancellationToken cancellationToken) => Task.FromResult<ReadOnlyMemory<byte>>(default);
    }
}
