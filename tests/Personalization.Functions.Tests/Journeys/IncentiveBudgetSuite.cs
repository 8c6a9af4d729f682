using Personalization.Functions.Journeys;
using Personalization.Journeys;
using Personalization.Simulator.Stores;

namespace Personalization.Functions.Tests.Journeys;

/// <summary>What holds for budgets wherever they are kept.</summary>
[Trait("Feature", "S92")]
public abstract class IncentiveBudgetSuite
{
    [Fact]
    public async Task TryReserve_SameReservationAgain_TakesNothingMore()
    {
        IIncentiveBudget budget = Create();

        for (int again = 0; again < 3; again++) Assert.True(await budget.TryReserveAsync("cart-202611-eur", "one", 6.5m, 10, default));

        Assert.False(await budget.TryReserveAsync("cart-202611-eur", "two", 3.51m, 10, default));
        Assert.True(await budget.TryReserveAsync("cart-202611-eur", "two", 3.5m, 10, default));
        Assert.True(await budget.TryReserveAsync("cart-202612-eur", "two", 10, 10, default));
    }

    [Fact]
    public async Task TryReserve_ManyAtOnce_NeverGivesMoreThanThereIs()
    {
        IIncentiveBudget budget = Create();

        bool[] granted = await Task.WhenAll(Enumerable.Range(0, 12).Select(one => budget.TryReserveAsync("cart-202611-eur", $"r{one}", 2, 10, default)));

        Assert.Equal(5, granted.Count(yes => yes));
    }

    private protected abstract IIncentiveBudget Create();
}

public sealed class MemoryBudgetTests : IncentiveBudgetSuite
{
    private protected override IIncentiveBudget Create() => new MemoryBudget();
}

public sealed class TableBudgetTests(OwnAzurite azurite) : IncentiveBudgetSuite, IClassFixture<OwnAzurite>
{
    private protected override IIncentiveBudget Create()
    {
        azurite.Tables.DeleteTable("incentives");
        return new TableIncentiveBudget(azurite.Tables);
    }
}
