using Microsoft.Extensions.Logging.Abstractions;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Insights.Quality;
using Personalization.Functions.Tests.Events;
using Personalization.Insights.Quality;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Insights;

/// <summary>Refusals are counted by all instances together, and told with the other alarms.</summary>
[Trait("Feature", "S24")]
public sealed class DoorLedgerTests(OwnAzurite azurite) : IClassFixture<OwnAzurite>
{
    [Fact]
    public async Task Bring_OfSeveralInstances_AddsUpAndIsTold()
    {
        ManualTimeProvider time = new(Make.Noon);
        MemoryEventLake lake = new(time);
        DoorLedger one = Ledger(time), other = Ledger(time);
        await using (one)
        await using (other)
        {
            for (int request = 0; request < 60; request++)
            {
                one.Count("web", 2, 0);
                other.Count("web", 1, 0);
            }
            await Task.WhenAll(one.BringAsync(default), other.BringAsync(default));
            time.Advance(TimeSpan.FromHours(12));
            one.Count("web", 30, 25);
            one.Count("web", 0, 0);
            DoorState counted = await one.BringAsync(default);
            Assert.Equal("180 0", string.Join(' ', counted.Events["web"].First().Value));
            Assert.Equal("55 25", string.Join(' ', counted.Events["web"].Last().Value));

            using QualityProjector projector = new(azurite.Blobs, new LakeReader(lake, NullLogger<LakeReader>.Instance), EventVocabulary.Default, time, NullLogger<QualityProjector>.Instance, other);
            QualityState state = await projector.CatchUpAsync(default);
            QualityAlarm alarm = Assert.Single(QualityRules.Find(state, EventVocabulary.Default, time.GetUtcNow()));
            Assert.Equal(QualityAlarm.RejectedRose, alarm.Kind);
            Assert.Contains(alarm.Id, state.Told);
            // Brought once, however often it is asked for.
            Assert.Equal("55 25", string.Join(' ', (await one.BringAsync(default)).Events["web"].Last().Value));
        }
    }

    private DoorLedger Ledger(ManualTimeProvider time) => new(azurite.Blobs, time, NullLogger<DoorLedger>.Instance);
}
