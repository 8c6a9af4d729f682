using Microsoft.Azure.Functions.Worker;
using Personalization.Functions.Journeys;
using Personalization.Profiles;

namespace Personalization.Functions.Tests.Journeys;

public sealed class PurgeJourneysTests
{
    [Fact]
    public async Task Run_OfJourneysOldAndNewAndUnderWay_ForgetsTheOldThatHaveEnded()
    {
        await using JourneyWorld world = await JourneyWorld.OpenAsync();
        world.Order.Enabled = true;
        world.Order.PresumedArrival = TimeSpan.FromDays(200);
        foreach (string person in (string[])["ana", "ben", "eva"]) await world.KnowAsync(person);
        await world.AddAsync("tent", user: "ana");
        await world.BuyAsync("o1", user: "eva");
        await world.PassAsync(TimeSpan.FromDays(100));
        await world.AddAsync("tent", user: "ben");
        await world.PassAsync(PurgeJourneys.Kept - TimeSpan.FromDays(99));

        await new PurgeJourneys(world.Clock).Run(new TimerInfo(), world.Client, default);

        Assert.Null(await world.CartOfAsync(PersonKey.User("ana")));
        Assert.Equal("done", await world.EndAsync("ben"));
        Assert.NotNull(await world.OrderOfAsync("o1", "eva"));
    }
}
