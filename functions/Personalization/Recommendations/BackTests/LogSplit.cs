using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.BackTests;

/// <summary>Logs cut at a time.</summary>
public static class LogSplit
{
    /// <summary>What had ended before a time, in seconds since 1970. The products stay the same ones.</summary>
    public static ShoppingLog Before(this ShoppingLog log, uint time)
    {
        int visits = log.Visits.EndedBefore(time), orders = log.Orders.Before(time);
        int steps = log.Visits.Starts[visits], lines = log.Orders.Starts[orders];
        return new ShoppingLog(
            log.ProductIds,
            log.Visits with
            {
                Starts = log.Visits.Starts[..(visits + 1)], Products = log.Visits.Products[..steps], Kinds = log.Visits.Kinds[..steps], Times = log.Visits.Times[..steps],
                Persons = log.Visits.Persons[..visits],
            },
            new OrderLog(log.Orders.Starts[..(orders + 1)], log.Orders.Products[..lines], log.Orders.Times[..orders], log.Orders.Persons[..orders]));
    }

    /// <summary>How many of the visits had ended before a time.</summary>
    public static int EndedBefore(this VisitLog visits, uint time) => First(visits.Count, visit => visits.Times[visits.Starts[visit + 1] - 1] >= time);

    /// <summary>How many of the orders were made before a time.</summary>
    public static int Before(this OrderLog orders, uint time) => First(orders.Count, order => orders.Times[order] >= time);

    /// <summary>The first of so many for which something holds that holds for all after it.</summary>
    private static int First(int count, Func<int, bool> holds)
    {
        int low = 0;
        for (int high = count; low < high;)
        {
            int middle = low + ((high - low) / 2);
            if (holds(middle)) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
