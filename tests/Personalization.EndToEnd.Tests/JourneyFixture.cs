using Personalization.Testing;

namespace Personalization.EndToEnd.Tests;

/// <summary>A shop whose journeys take seconds, with messages kept in the inbox.</summary>
public sealed class JourneyFixture : IAsyncLifetime
{
    private AzuriteProcess? azurite;
    private AppProcess? app;

    internal AppProcess App => app ?? throw new InvalidOperationException("The app has not been started");

    public async Task InitializeAsync()
    {
        azurite = await AzuriteProcess.StartAsync();
        app = await AppProcess.StartAsync(azurite.ConnectionString, new Dictionary<string, string>
        {
            ["Messages__Policy__QuietHours__0__Off"] = "true",
            ["Journeys__AbandonedCart__FirstAfter"] = "00:00:03",
            ["Journeys__AbandonedCart__SecondAfter"] = "00:00:00",
            ["Journeys__AbandonedCart__IncentiveAfter"] = "00:00:08",
            ["Journeys__AbandonedCart__Incentive__MonthlyBudget"] = "1000",
            ["Journeys__AbandonedCart__Incentive__Holdout"] = "0",
            ["Journeys__AbandonedCart__Incentive__MinimumValue"] = "10",
            ["Journeys__PostPurchase__PresumedArrival"] = "01:00:00",
        });
    }

    public async Task DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        if (azurite is not null) await azurite.DisposeAsync();
    }
}
