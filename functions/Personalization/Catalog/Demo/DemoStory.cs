namespace Personalization.Catalog.Demo;

/// <summary>Everything that one shopper does in the window.</summary>
internal sealed class DemoStory
{
    private readonly DemoShopper shopper;
    private readonly DemoChance chance;
    private readonly DemoCalendar calendar;
    private readonly PriorityQueue<DemoPlan, long> plans = new();
    private readonly List<DemoMoment> moments = [];
    private readonly DemoBrowsing browsing;

    public DemoStory(DemoShopper shopper, DemoShelf shelf, DemoData data, DemoCalendar calendar, DemoChance chance)
    {
        (this.shopper, this.chance, this.calendar) = (shopper, chance, calendar);
        browsing = new DemoBrowsing(shopper, shelf, data, calendar, chance, moments);
        int visits = chance.Between(shopper.Kind.Visits[0], shopper.Kind.Visits[1]);
        for (int visit = 0; visit < visits; visit++) Plan(new DemoPlan(calendar.Visit(shopper, chance.Between(0, DemoCalendar.Days), chance)));
    }

    /// <summary>The moments in order of time.</summary>
    public IReadOnlyList<DemoMoment> Tell()
    {
        DateTimeOffset free = calendar.Start;
        while (plans.TryDequeue(out DemoPlan? plan, out _))
        {
            if (plan.At < free) continue;
            if (browsing.Visit(plan) is { } bought) Bought(bought);
            else if (browsing.Left is { Count: > 0 } left && shopper.Kind.Completes > 0 && chance.Happens(35)) Plan(new DemoPlan(Later(1, 2)) { Cart = left });
            free = browsing.Clock.AddMinutes(40);
        }
        return [.. moments.Where(moment => moment.At <= calendar.Now).OrderBy(moment => moment.At)];
    }

    private void Bought(DemoMoment order)
    {
        if (chance.Happens(4)) moments.Add(Refund(order));
        if (shopper.Kind.Name == "once") plans.Clear();
        foreach (DemoLine line in order.Lines.Where(line => line.Item.Type.Days > 0))
            if (chance.Happens(shopper.Kind.Restocks))
                Plan(new DemoPlan(UsedUp(line.Item.Type.Days * shopper.Pace)) { Restock = line.Item });
    }

    private DateTimeOffset UsedUp(double days) => Later((int)(days * 0.92), (int)(days * 1.08));

    private DemoMoment Refund(DemoMoment order)
    {
        bool whole = chance.Happens(60);
        return new DemoMoment(order.At.AddDays(chance.Between(2, 9)).AddMinutes(chance.Between(1, 300)), Events.EventNames.OrderRefunded, order.Path)
        {
            IsKnown = true,
            Cart = order.Cart,
            Lines = whole ? order.Lines : [chance.Pick(order.Lines) with { Quantity = 1 }],
            Discount = whole ? order.Discount : 0,
        };
    }

    private DateTimeOffset Later(int fromDays, int toDays) =>
        calendar.Visit(shopper, (int)(browsing.Clock - calendar.Start).TotalDays + Math.Max(1, chance.Between(fromDays, toDays)), chance);

    private void Plan(DemoPlan plan)
    {
        if (plan.At >= calendar.Start && plan.At <= calendar.Now) plans.Enqueue(plan, plan.At.UtcTicks);
    }
}

/// <summary>A visit to come: to look around, for something used up, or for a cart that was left.</summary>
internal sealed record DemoPlan(DateTimeOffset At)
{
    public DemoItem? Restock { get; init; }

    public IReadOnlyList<DemoLine> Cart { get; init; } = [];
}
