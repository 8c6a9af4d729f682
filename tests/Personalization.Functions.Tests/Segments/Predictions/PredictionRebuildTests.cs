using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Events;
using Personalization.Functions.Segments.Predictions;
using Personalization.Functions.Tests.Events;
using Personalization.Profiles;
using Personalization.Segments.Predictions;
using Personalization.Testing;
using Personalization.Tests.Segments.Predictions;

namespace Personalization.Functions.Tests.Segments.Predictions;

[Trait("Feature", "S45")]
public sealed class PredictionRebuildTests(OwnAzurite azurite) : IClassFixture<OwnAzurite>, IAsyncLifetime
{
    private readonly ManualTimeProvider time = new(LakeStory.Start.AddDays(365));

    public Task InitializeAsync() => azurite.Blobs.GetBlobContainerClient("models").DeleteIfExistsAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Run_ShopWithHistory_IsPickedUpByEveryInstance()
    {
        using PredictionBlob here = Blob(), there = Blob();
        Assert.Equal(PredictionModel.None, await there.ModelAsync(default));

        PredictionModel fitted = await RebuildAsync(here, LakeStory.Shop(300, 2500));

        Assert.NotNull(fitted.Timing);
        Assert.Equal(fitted.Timing, (await here.ModelAsync(default)).Timing);
        Assert.Null((await there.ModelAsync(default)).FittedAt);
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(fitted.Serialize(), (await there.ModelAsync(default)).Serialize());
        Assert.NotNull((await there.CurrentAsync(default)).Of(Faithful(), time.GetUtcNow()).ChurnRisk);
    }

    [Fact]
    public async Task Model_DamagedBlob_ThoseInServiceStay()
    {
        using PredictionBlob here = Blob();
        await RebuildAsync(here, new LakeStory());
        DateTimeOffset? fitted = (await here.ModelAsync(default)).FittedAt;
        await azurite.Blobs.GetBlobContainerClient("models").GetBlobClient("predictions").UploadAsync(new BinaryData("{\"half\":"), overwrite: true);
        time.Advance(TimeSpan.FromSeconds(6));

        Assert.Equal(fitted, (await here.ModelAsync(default)).FittedAt);
        using PredictionBlob fresh = Blob();
        Assert.Null((await fresh.ModelAsync(default)).FittedAt);
    }

    [Fact]
    public void Read_Settings_AreCheckedInWords()
    {
        PredictionSettings Read(string name, string value) => PredictionOptions.Read(new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(name, (string?)value)]).Build());

        Assert.Equal(90, Read("PredictionHorizonDays", "90").HorizonDays);
        Assert.Equal(new PredictionSettings(), Read("other", ""));
        Assert.Contains("PredictionHorizonDays must be a whole number from 7 to 1830", Assert.Throws<InvalidOperationException>(() => Read("PredictionHorizonDays", "5")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => Read("PredictionYearlyDiscount", "1.5"));
    }

    private PredictionBlob Blob() => new(azurite.Blobs, time, NullLogger<PredictionBlob>.Instance);

    private async Task<PredictionModel> RebuildAsync(PredictionBlob blob, LakeStory story)
    {
        MemoryEventLake lake = new(time);
        if (story.Lines.Count > 0) await lake.AppendAsync(EventCodec.Join(story.Lines), default);
        using PredictionRebuild rebuild = new(lake, blob, new PredictionSettings(), time, NullLogger<PredictionRebuild>.Instance);
        return await rebuild.RunAsync(default);
    }

    private static Profile Faithful()
    {
        LakeStory story = new();
        for (int order = 0; order < 5; order++) story.Order($"{order}", LakeStory.Start.AddDays(300 + (order * 9)), "ann");
        return ProfileRules.Apply(new Profile { Key = PersonKey.User("ann") }, story.Lines.Select(EventCodec.Parse)).Profile;
    }
}
