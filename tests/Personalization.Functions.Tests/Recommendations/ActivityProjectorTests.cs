using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Functions.Events;
using Personalization.Functions.Recommendations;
using Personalization.Functions.Tests.Events;
using Personalization.Recommendations;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Recommendations;

public sealed class ActivityProjectorTests(OwnAzurite azurite) : IClassFixture<OwnAzurite>, IAsyncLifetime
{
    private readonly ManualTimeProvider time = new(Make.Noon);
    private MemoryEventLake lake = null!;

    public async Task InitializeAsync()
    {
        lake = new MemoryEventLake(time);
        await azurite.Blobs.GetBlobContainerClient("models").DeleteIfExistsAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    [Trait("Feature", "S59")]
    public async Task CatchUp_LinesOfManyAppends_CountsEachEventOnce()
    {
        using ActivityBlob blob = new(azurite.Blobs);
        using ActivityProjector projector = Projector(blob);
        await lake.AppendAsync(Make.Joined(Make.Line("1"), Make.Line("2")), default);
        await projector.CatchUpAsync(default);
        time.Advance(TimeSpan.FromHours(1));
        await lake.AppendAsync(Make.Joined(Make.Line("2"), Make.Line("3")), default);

        await projector.CatchUpAsync(default);
        await projector.CatchUpAsync(default);

        Assert.Equal(3, await ViewsAsync(blob));
    }

    [Fact]
    public async Task CatchUp_TwoInstancesInTurn_GoOnFromWhatIsStored()
    {
        using ActivityBlob blob = new(azurite.Blobs);
        using ActivityProjector one = Projector(blob), other = Projector(blob);
        for (int number = 0; number < 10; number++)
        {
            await lake.AppendAsync(Make.Joined(Make.Line($"{number}")), default);
            await (number % 3 == 0 ? one : other).CatchUpAsync(default);
        }

        // The one that lost a race has dropped its counts; the next runs bring both up.
        await one.CatchUpAsync(default);
        await other.CatchUpAsync(default);

        Assert.Equal(10, await ViewsAsync(blob));
    }

    [Fact]
    public async Task CatchUp_DamagedLine_IsPassedOver()
    {
        using ActivityBlob blob = new(azurite.Blobs);
        using ActivityProjector projector = Projector(blob);
        await lake.AppendAsync(Make.Joined(Make.Line("1")), default);
        lake.Spoil("{\"half\": \n");
        await lake.AppendAsync(Make.Joined(Make.Line("2")), default);

        await projector.CatchUpAsync(default);

        Assert.Equal(2, await ViewsAsync(blob));
    }

    [Fact]
    public async Task CatchUp_FileThatLostItsEnd_CountsWhatComesAfter()
    {
        using ActivityBlob blob = new(azurite.Blobs);
        using ActivityProjector projector = Projector(blob);
        await lake.AppendAsync(Make.Joined(Make.Line("1"), Make.Line("2")), default);
        await projector.CatchUpAsync(default);
        lake.Lose(Make.Joined(Make.Line("2")).Length);
        await projector.CatchUpAsync(default);

        await lake.AppendAsync(Make.Joined(Make.Line("3")), default);
        await projector.CatchUpAsync(default);

        Assert.Equal(3, await ViewsAsync(blob));
    }

    [Fact]
    public async Task CatchUp_CountsInAnEarlierForm_CountsTheLakeAnew()
    {
        using ActivityBlob blob = new(azurite.Blobs);
        using ActivityProjector projector = Projector(blob);
        await lake.AppendAsync(Make.Joined(Make.Line("1"), Make.Line("2")), default);
        await projector.CatchUpAsync(default);
        BlobClient stored = azurite.Blobs.GetBlobContainerClient("models").GetBlobClient("activity");
        byte[] bytes = (await stored.DownloadContentAsync()).Value.Content.ToArray();
        bytes[0] = 1;
        await stored.UploadAsync(new BinaryData(bytes), overwrite: true);
        using ActivityProjector later = Projector(blob);
        await lake.AppendAsync(Make.Joined(Make.Line("3")), default);

        await later.CatchUpAsync(default);

        Assert.Equal(3, await ViewsAsync(blob));
    }

    [Fact]
    [Trait("Feature", "S30")]
    public async Task CatchUp_EventThatDeniesAnalytics_IsNotCounted()
    {
        using ActivityBlob blob = new(azurite.Blobs);
        using ActivityProjector projector = Projector(blob);
        string denied = Make.Text(Make.Line("2")).TrimEnd('}') + """},"context":{"consent":{"categoryPreferences":{"Analytics":false}}}}""";
        await lake.AppendAsync(Make.Joined(Make.Line("1"), System.Text.Encoding.UTF8.GetBytes(denied)), default);

        await projector.CatchUpAsync(default);

        Assert.Equal(1, await ViewsAsync(blob));
    }

    private ActivityProjector Projector(ActivityBlob blob) =>
        new(new LakeReader(lake, NullLogger<LakeReader>.Instance), blob, Make.Signer, time, NullLogger<ActivityProjector>.Instance);

    private static async Task<long> ViewsAsync(ActivityBlob blob)
    {
        ActivityState state = (await blob.LoadAsync(default)).State;
        return state.Products["p"].Values.Sum(counts => counts.Views);
    }
}
