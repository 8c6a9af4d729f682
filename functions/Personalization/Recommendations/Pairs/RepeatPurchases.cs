using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.Pairs;

/// <summary>How much of what a shop's customers buy they have bought before.</summary>
public static class RepeatPurchases
{
    /// <summary>From this share on, what somebody has bought is worth recommending to them again: a shop of consumables or supplies.</summary>
    public const double Usual = 0.05;

    // Lines that are credited as new, so that a handful of orders says nothing.
    private const double Prior = 20;

    /// <summary>Of the lines of customers' later orders, the share whose product the customer had bought before; 0 to 1.</summary>
    public static double ShareOf(OrderLog orders)
    {
        Dictionary<int, HashSet<int>> bought = [];
        double lines = Prior, again = 0;
        for (int order = 0; order < orders.Count; order++)
        {
            int person = orders.Persons[order];
            if (person < 0) continue;
            if (bought.TryGetValue(person, out HashSet<int>? before))
                foreach (int product in orders.Of(order))
                {
                    lines++;
                    if (before.Contains(product)) again++;
                }
            else bought[person] = before = [];
            foreach (int product in orders.Of(order)) before.Add(product);
        }
        return again / lines;
    }
}
