using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Insights.Quality;
using Personalization.Functions.Tests.Events;
using Personalization.Insights.Quality;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Insights;

/// <summary>The lake is read once, whoever looks and however often.</summary>
[Trait("Feature", "S24")]
public sealed class QualityProjectorTests(OwnAzurite azurite) : IClassFixture<OwnAzurite>
{
    [Fact]
    public async Task CatchUp_ByTwoInstancesInTurn_CountsEachLineOnceAndPassesOverWhatWasErased()
    {
        ManualTimeProvider time = new(Make.Noon);
        MemoryEventLake lake = new(time);
        using QualityProjector one = Projector(lake, time), other = Projector(lake, time);

        await lake.AppendAsync(Make.Joined(Make.Line("a"), Make.Line("b"), "          "u8.ToArray()), default);
        await one.CatchUpAsync(default);
        await lake.AppendAsync(Make.Joined(Make.Line("c")), default);
        await other.CatchUpAsync(default);
        QualityState state = await one.CatchUpAsync(default);

        StreamState stream = Assert.Single(state.Streams).Value;
        Assert.Equal(3, stream.Hours.Values.Sum());
        Assert.Equal(3, Assert.Single(stream.Fields["product_id"]).Value[0]);
    }

    private QualityProjector Projector(MemoryEventLake lake, ManualTimeProvider time) =>
        new(azurite.Blobs, new LakeReader(lake, NullLogger<LakeReader>.Instance), EventVocabulary.Default, time, NullLogger<QualityProjector>.Instance);
}
