using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.Pairs;

/// <summary>The orders of each person, oldest first.</summary>
internal sealed class PersonOrders
{
    private readonly int[] starts;
    private readonly int[] sorted;
    private readonly int[] places;
    private readonly int[] persons;

    public PersonOrders(OrderLog orders)
    {
        persons = orders.Persons;
        int[] next = new int[(persons.Length == 0 ? 0 : persons.Max() + 1) + 1];
        foreach (int person in persons)
            if (person >= 0) next[person + 1]++;
        for (int person = 0; person + 1 < next.Length; person++) next[person + 1] += next[person];
        (starts, sorted, places) = ([.. next], new int[next[^1]], new int[persons.Length]);
        for (int order = 0; order < persons.Length; order++)
        {
            if (persons[order] < 0) continue;
            places[order] = next[persons[order]]++;
            sorted[places[order]] = order;
        }
    }

    /// <summary>The order itself and its person's orders next to it, at most so many on each side.</summary>
    public ReadOnlySpan<int> Near(int order, int eachSide)
    {
        int person = persons[order];
        if (person < 0) return [];
        return sorted.AsSpan(Math.Max(starts[person], places[order] - eachSide)..Math.Min(starts[person + 1], places[order] + eachSide + 1));
    }
}
