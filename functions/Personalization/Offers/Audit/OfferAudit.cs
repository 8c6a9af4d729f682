using Personalization.Experiments.BackTests;
using Personalization.Experiments.Statistics;

namespace Personalization.Offers.Audit;

/// <summary>
/// Whether some groups are given more by offers than others who stand where they stand with the shop. By stage offers may differ, that is what they are for;
/// so people are compared within their stage alone. By where they live or what they speak they must not: labels are put anew at chance within each stage, many
/// times, and what was found must be rare among that (a permutation test), also after as many looks as there are grounds (Holm). Deterministic.
/// </summary>
public static class OfferAudit
{
    /// <summary>Smaller groups are not shown and not compared.</summary>
    public const int FewestPeople = 30;

    /// <summary>Times that labels are put anew.</summary>
    public const int Draws = 999;

    private const double Alpha = 0.01, LargestGap = 0.2;

    /// <summary>Looks at people.</summary>
    /// <param name="people">Them.</param>
    /// <param name="grounds">What must make no difference, by name, in the order of <see cref="AuditedPerson.Groups"/>.</param>
    /// <param name="currency">The currency of what they received.</param>
    /// <param name="at">As of when.</param>
    /// <param name="draws">Times that labels are put anew.</param>
    public static OfferAuditReport Look(IReadOnlyList<AuditedPerson> people, IReadOnlyList<string> grounds, string currency, DateTimeOffset at, int draws = Draws)
    {
        Dictionary<string, double> means = people.GroupBy(one => one.Stage, StringComparer.Ordinal).ToDictionary(one => one.Key, one => one.Average(person => person.Received), StringComparer.Ordinal);
        double all = people.Count == 0 ? 0 : people.Average(one => one.Received);
        Found[] found = [.. grounds.Select((ground, place) => Compare(people, ground, place, means, all, draws))];
        int[] tested = [.. found.Index().Where(one => one.Item.P is not null).Select(one => one.Index)];
        double[] adjusted = Holm.Adjust([.. tested.Select(place => found[place].P!.Value)]);
        GroundReport stages = new("stage", "allowed", null, null, Shown(people.GroupBy(one => one.Stage, StringComparer.Ordinal), all, means));
        return new OfferAuditReport(at, people.Count, currency, Math.Round(all, 4), [stages, .. found.Select((one, place) => Report(one, Array.IndexOf(tested, place) is >= 0 and int rank ? adjusted[rank] : null, all))]);
    }

    private static GroundReport Report(Found one, double? adjusted, double all)
    {
        if (adjusted is not { } p) return new GroundReport(one.Ground, "too-few", null, null, one.Groups);
        double gap = all == 0 ? 0 : (one.Groups.Max(group => group.Alike) - one.Groups.Min(group => group.Alike)) / all;
        return new GroundReport(one.Ground, p < Alpha && gap >= LargestGap ? "disparity" : "fair", Math.Round(p, 4), Math.Round(gap, 4), one.Groups);
    }

    private static Found Compare(IReadOnlyList<AuditedPerson> people, string ground, int place, Dictionary<string, double> means, double all, int draws)
    {
        IGrouping<string, AuditedPerson>[] groups = [.. people.Where(one => one.Groups[place] is not null).GroupBy(one => one.Groups[place]!, StringComparer.Ordinal).Where(one => one.Count() >= FewestPeople)];
        IReadOnlyList<GroupReport> shown = Shown(groups, all, means);
        if (groups.Length < 2) return new Found(ground, null, shown);
        // In the order of stages, so that labels are exchanged within a stretch.
        (string Stage, int Label, double Above)[] rows = [.. groups.SelectMany((group, label) => group.Select(one => (one.Stage, Label: label, Above: one.Received - means[one.Stage]))).OrderBy(one => one.Stage, StringComparer.Ordinal)];
        int[] labels = [.. rows.Select(one => one.Label)];
        double[] above = [.. rows.Select(one => one.Above)];
        int[] ends = [.. rows.Select((one, row) => (one.Stage, row)).GroupBy(one => one.Stage, StringComparer.Ordinal).Select(one => one.Max(pair => pair.row) + 1)];
        double seen = Spread(labels, above, groups.Length);
        Draws chance = new((ulong)place + 1);
        int asFar = 0;
        for (int draw = 0; draw < draws; draw++)
        {
            Shuffle(labels, ends, chance);
            // Sums of the same numbers in another order may differ in their last digits.
            if (Spread(labels, above, groups.Length) >= seen * (1 - 1e-9)) asFar++;
        }
        return new Found(ground, (asFar + 1.0) / (draws + 1), shown);
    }

    /// <summary>How far groups lie apart: squares of their means, by their sizes.</summary>
    private static double Spread(int[] labels, double[] above, int groups)
    {
        Span<double> sums = stackalloc double[groups];
        Span<int> counts = stackalloc int[groups];
        for (int row = 0; row < labels.Length; row++)
        {
            sums[labels[row]] += above[row];
            counts[labels[row]]++;
        }
        double spread = 0;
        for (int group = 0; group < groups; group++) spread += sums[group] * sums[group] / counts[group];
        return spread;
    }

    private static void Shuffle(int[] labels, int[] ends, Draws chance)
    {
        int from = 0;
        foreach (int end in ends)
        {
            for (int row = end - 1; row > from; row--)
            {
                int other = from + (int)(chance.Uniform() * (row - from + 1));
                (labels[row], labels[other]) = (labels[other], labels[row]);
            }
            from = end;
        }
    }

    private static IReadOnlyList<GroupReport> Shown(IEnumerable<IGrouping<string, AuditedPerson>> groups, double all, Dictionary<string, double> means) =>
    [
        .. groups.Where(one => one.Count() >= FewestPeople).OrderBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => new GroupReport(one.Key, one.Count(), Math.Round(one.Average(person => person.Received), 4), Math.Round(all + one.Average(person => person.Received - means[person.Stage]), 4))),
    ];

    private sealed record Found(string Ground, double? P, IReadOnlyList<GroupReport> Groups);
}
