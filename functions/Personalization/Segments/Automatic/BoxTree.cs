namespace Personalization.Segments.Automatic;

/// <summary>
/// Finds, for groups of customers, bounds of numbers that tell who is in which: a small decision tree (Breiman, Friedman, Olshen and Stone, 1984) that
/// learns the groups. A merchant can read, change and save bounds; distances to a middle nobody can.
/// </summary>
internal static class BoxTree
{
    private const int MostDepth = 4;
    private const int MostTried = 24;

    /// <summary>For each group the boxes that it is made of.</summary>
    public static ILookup<int, NumberBox> Learn(CustomerNumbers[] customers, int[] labels, int groups)
    {
        List<(int Group, NumberBox Box)> leaves = [];
        Split([.. Enumerable.Range(0, customers.Length)], NumberBox.Any, 0);
        return leaves.ToLookup(leaf => leaf.Group, leaf => leaf.Box);

        void Split(int[] people, NumberBox box, int depth)
        {
            if (depth < MostDepth && Best(people) is var (number, bound))
            {
                Split([.. people.Where(one => customers[one].ForRule(number) <= bound)], box.Below(number, bound), depth + 1);
                Split([.. people.Where(one => customers[one].ForRule(number) > bound)], box.Over(number, bound), depth + 1);
            }
            else leaves.Add((Count(people).Index().MaxBy(one => one.Item).Index, box));
        }

        (CustomerNumber Number, double Bound)? Best(int[] people)
        {
            int fewest = Math.Max(2, customers.Length / 100);
            (double Gain, CustomerNumber Number, double Bound) best = (1e-3 * people.Length, default, 0);
            double before = Impurity(people);
            foreach (CustomerNumber number in Enum.GetValues<CustomerNumber>())
                foreach (double bound in Bounds([.. people.Select(one => customers[one].ForRule(number))], number))
                {
                    int[] low = [.. people.Where(one => customers[one].ForRule(number) <= bound)], high = [.. people.Except(low)];
                    if (low.Length < fewest || high.Length < fewest) continue;
                    double gain = before - Impurity(low) - Impurity(high);
                    if (gain > best.Gain) best = (gain, number, bound);
                }
            return best.Gain > 1e-3 * people.Length ? (best.Number, best.Bound) : null;
        }

        int[] Count(int[] people)
        {
            int[] counts = new int[groups];
            foreach (int one in people) counts[labels[one]]++;
            return counts;
        }

        double Impurity(int[] people) => people.Length == 0 ? 0 : people.Length - (Count(people).Sum(count => (double)count * count) / people.Length);
    }

    // Bounds that a merchant would write down: whole orders and days, two figures of money, tenths of a probability.
    private static IEnumerable<double> Bounds(double[] values, CustomerNumber number)
    {
        Array.Sort(values);
        return Enumerable.Range(1, MostTried - 1).Select(part => Round(values[part * (values.Length - 1) / MostTried], number)).Distinct();
    }

    private static double Round(double value, CustomerNumber number)
    {
        if (number is CustomerNumber.Discounts) return Math.Round(value, 1);
        if (number is CustomerNumber.Orders || value < 1) return Math.Round(value);
        double unit = Math.Pow(10, Math.Floor(Math.Log10(value)) - 1);
        return number is CustomerNumber.Silence ? Math.Max(1, Math.Round(Math.Round(value / unit) * unit)) : Math.Round(Math.Round(value / unit) * unit, 2);
    }
}
