using Personalization.Profiles;
using Personalization.Recommendations.Sessions;

namespace Personalization.Tests.Recommendations.Sessions;

/// <summary>Visits of made-up shops.</summary>
internal static class Visits
{
    /// <summary>A log of visits given as lists of product numbers, a second between steps.</summary>
    public static VisitLog Log(params int[][] visits)
    {
        int[] starts = new int[visits.Length + 1], products = [.. visits.SelectMany(visit => visit)];
        for (int visit = 0; visit < visits.Length; visit++) starts[visit + 1] = starts[visit] + visits[visit].Length;
        byte[] kinds = new byte[products.Length];
        Array.Fill(kinds, (byte)InteractionKind.View);
        return new VisitLog(starts, products, kinds, [.. Enumerable.Range(0, products.Length).Select(place => (uint)place)], [.. visits.Select(_ => -1)]);
    }

    /// <summary>Visitors who stroll within one of several groups of products, now and then back to what they saw, now and then anywhere.</summary>
    /// <param name="count">Visits.</param>
    /// <param name="products">Products.</param>
    /// <param name="seed">Where chance begins.</param>
    /// <param name="back">How likely a step goes back.</param>
    public static int[][] Strolls(int count, int products, int seed, double back = 0.2)
    {
        const int groupSize = 12;
        Chance chance = new((ulong)seed);
        int[][] visits = new int[count][];
        for (int visit = 0; visit < count; visit++)
        {
            int group = chance.Below(products / groupSize) * groupSize;
            List<int> steps = [];
            for (int length = 2 + chance.Below(7); steps.Count < length;)
                steps.Add(
                    steps.Count > 1 && chance.Next() < back ? steps[chance.Below(steps.Count)]
                    : chance.Next() < 0.1 ? chance.Below(products)
                    : steps.Count > 0 && chance.Next() < 0.5 ? group + ((steps[^1] + 1) % groupSize)
                    : group + chance.Below(groupSize));
            visits[visit] = [.. steps];
        }
        return visits;
    }

    public static SessionModel Model(VisitLog log, int products, int workers = 2) =>
        SessionModelBuilder.Build(log, products, ProductFacts.None, SessionModelSettings.Default with { Workers = workers });

    public static SessionStep[] Steps(params int[] products) => Array.ConvertAll(products, product => new SessionStep(product));

    public static int[] Next(this SessionModel model, int count, params int[] session)
    {
        ScoredProduct[] best = new ScoredProduct[count];
        return [.. best.Take(model.Predict(Steps(session), best)).Select(one => one.Product)];
    }

    /// <summary>Share of the steps after the first that are among the first twenty predicted.</summary>
    public static double HitRate(this SessionModel model, int[][] visits)
    {
        int hits = 0, asked = 0;
        foreach (int[] visit in visits)
            for (int step = 1; step < visit.Length; step++, asked++)
                if (model.Next(20, visit[..step]).Contains(visit[step])) hits++;
        return hits / (double)asked;
    }

    private sealed class Chance(ulong seed)
    {
        private ulong state = Personalization.Common.StableHash.Mix(seed);

        public double Next() => (Personalization.Common.StableHash.Mix(++state) >> 11) * (1.0 / (1UL << 53));

        public int Below(int limit) => (int)(Next() * limit);
    }
}
