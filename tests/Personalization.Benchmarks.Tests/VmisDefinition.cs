namespace Personalization.Benchmarks.Tests;

/// <summary>VMIS-kNN as it is defined, step by step and without any haste.</summary>
internal static class VmisDefinition
{
    public static Dictionary<int, double> Scores(int[][] visits, int mostRecent, int neighbours, int[] session)
    {
        int[] last = session[^Math.Min(9, session.Length)..];
        Dictionary<int, int> back = [];
        for (int step = 0; step < last.Length; step++) back.TryAdd(last[^(step + 1)], step);
        var nearest = Enumerable.Range(0, visits.Length)
            .Select(visit => (Visit: visit, Shared: visits[visit].Distinct().Where(back.ContainsKey).ToList()))
            .Where(one => one.Shared.Count > 0)
            .OrderByDescending(one => one.Visit).Take(mostRecent)
            .Select(one => (one.Visit, Similarity: one.Shared.Sum(product => last.Length - back[product]), Back: one.Shared.Min(product => back[product])))
            .OrderByDescending(one => one.Similarity).ThenByDescending(one => one.Visit).Take(neighbours);
        Dictionary<int, double> scores = [];
        foreach ((int visit, int similarity, int step) in nearest)
        {
            foreach (int product in visits[visit].Distinct())
                scores[product] = scores.GetValueOrDefault(product) + similarity * (1 - 0.1 * (step + 1)) * Weight(visits, product);
        }
        return scores;
    }

    private static double Weight(int[][] visits, int product) => 1 + Math.Log((double)visits.Length / visits.Count(visit => visit.Contains(product)));
}
