using Personalization.Events;
using Personalization.Recommendations;
using Personalization.Recommendations.BackTests;
using Personalization.Recommendations.Sessions;
using Personalization.Tests.Profiles;
using static Personalization.Tests.Recommendations.World;

namespace Personalization.Tests.Recommendations.BackTests;

public sealed class BackTestTests
{
    private static readonly BackTestLimits Limits = new(ToleratedLoss: 0.1, FewestTries: 20);

    [Fact]
    public void Run_NoModelInService_PassesWithFiguresAboveThoseOfPopularity()
    {
        BackTestReport report = BackTest.Run(Log(Habits(days: 3)), Build, null, Limits);

        Assert.True(report.Passes);
        Assert.Contains("first", report.Verdict, StringComparison.Ordinal);
        Assert.Equal(Told.Start.AddDays(2), report.From);
        BackTestMeasure sessions = Assert.Single(report.Measures, one => one.Name == "sessions");
        Assert.Null(sessions.InService);
        Assert.Equal(1, sessions.Candidate.HitRate);
        Assert.True(sessions.Candidate.Mrr > 2 * sessions.Popularity.Mrr, $"{sessions}");
    }

    [Fact]
    public void Run_AsGoodAsTheOneInService_Passes()
    {
        ShopEvent[] events = [.. Habits(days: 3)];

        BackTestReport report = BackTest.Run(Log(events), Build, Built(events[..^200], day: 2), Limits);

        Assert.True(report.Passes, report.Verdict);
        Assert.Contains("keeps up", report.Verdict, StringComparison.Ordinal);
        Assert.NotNull(report.Measures[0].InService);
    }

    [Fact]
    public void Run_WorseThanTheOneInService_IsRefusedWithTheFigures()
    {
        ShopEvent[] events = [.. Habits(days: 3)];

        BackTestReport report = BackTest.Run(Log(events), known => ModelBuilder.Build(Scrambled(known), ProductFacts.None, 1, Told.Start), Built(events[..^200], day: 2), Limits);

        Assert.False(report.Passes);
        Assert.Contains("Refused: in sessions its", report.Verdict, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_OneInServiceHasSeenTheTest_IsNotCompared()
    {
        ShopEvent[] events = [.. Habits(days: 3)];

        BackTestReport report = BackTest.Run(Log(events), Build, Built(events, day: 3), Limits);

        Assert.True(report.Passes);
        Assert.Contains("too little has happened", report.Verdict, StringComparison.Ordinal);
        Assert.All(report.Measures, one => Assert.Null(one.InService));
    }

    [Fact]
    public void Run_BuiltDuringTheNewestDay_TestsWhatCameAfter()
    {
        ShopEvent[] events = [.. Habits(days: 3)];
        DateTimeOffset noon = Told.Start.AddDays(2).AddHours(1);

        BackTestReport report = BackTest.Run(Log(events), Build, ModelBuilder.Build(Log(events.Where(one => one.Timestamp < noon)), ProductFacts.None, 1, noon), Limits);

        Assert.Equal(noon, report.From);
        Assert.NotNull(report.Measures[0].InService);
    }

    [Fact]
    public void Run_TooLittle_PassesAndSaysSo()
    {
        Assert.Contains("too little", BackTest.Run(Log([]), Build, null, Limits).Verdict, StringComparison.Ordinal);
        BackTestReport report = BackTest.Run(Log([View("d", "a", 0), View("d", "b", 1)]), Build, RecommendationModel.Empty, Limits);
        Assert.True(report.Passes);
        Assert.Empty(report.Measures);
    }

    [Fact]
    public void Before_ATime_HoldsWhatHadEnded()
    {
        ShoppingLog log = Log([View("d", "a", 0), View("d", "b", 20), View("e", "c", 5), Order("u1", 1, "a"), Order("u1", 60, "b")]);
        uint Minute(double minute) => (uint)Told.Start.AddMinutes(minute).ToUnixTimeSeconds();

        Assert.Equal((4, 2), (log.Visits.Count, log.Orders.Count));
        Assert.Equal((2, 1), (log.Before(Minute(20)).Visits.Count, log.Before(Minute(20)).Orders.Count));
        Assert.Equal((0, 0), (log.Before(0).Visits.Count, log.Before(0).Orders.Count));
        Assert.Equal(log.ProductIds, log.Before(0).ProductIds);
        Assert.Equal(log.Visits.Products, log.Before(uint.MaxValue).Visits.Products);
    }

    private static RecommendationModel Build(ShoppingLog known) => ModelBuilder.Build(known, ProductFacts.None, 1, Told.Start);

    private static RecommendationModel Built(IEnumerable<ShopEvent> events, int day) => ModelBuilder.Build(Log(events), ProductFacts.None, 1, Told.Start.AddDays(day));

    /// <summary>A hundred visits a day, in which each of fifty products is followed by its own next one.</summary>
    private static IEnumerable<ShopEvent> Habits(int days) => Enumerable.Range(0, days * 100).SelectMany(n => new[]
    {
        View($"d{n}", $"a{n % 50}", (n / 100 * 1440) + n % 100), View($"d{n}", $"b{n % 50}", (n / 100 * 1440) + n % 100 + 1),
    });

    /// <summary>The same log with its products under each other's names.</summary>
    private static ShoppingLog Scrambled(ShoppingLog log) => log with
    {
        Visits = log.Visits with { Products = [.. log.Visits.Products.Select((product, place) => (product + (place * 37)) % log.ProductIds.Length)] },
    };
}
