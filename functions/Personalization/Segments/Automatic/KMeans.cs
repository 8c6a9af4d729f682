using Personalization.Common;

namespace Personalization.Segments.Automatic;

/// <summary>Points in groups.</summary>
/// <param name="Labels">The group of each point.</param>
/// <param name="Centres">The middle of each group.</param>
internal sealed record Clustering(int[] Labels, double[][] Centres);

/// <summary>Lloyd's k-means with the starting points of Arthur and Vassilvitskii (k-means++, 2007), chosen by hashes: the same points give the same groups.</summary>
internal static class KMeans
{
    private const int MostRounds = 100;
    private const int Starts = 4;

    /// <summary>Groups points; the best of some starts.</summary>
    public static Clustering Run(double[][] points, int groups)
    {
        (Clustering Best, double Cost)? best = null;
        for (int start = 0; start < Starts; start++)
        {
            Clustering found = Run(points, groups, (ulong)start);
            double cost = points.Select((point, place) => Distance(point, found.Centres[found.Labels[place]])).Sum();
            if (best is null || cost < best.Value.Cost) best = (found, cost);
        }
        return best!.Value.Best;
    }

    /// <summary>Rousseeuw's silhouette (1987) of a sample of the points: 1 for groups far apart, 0 for none.</summary>
    public static double Silhouette(double[][] points, Clustering clustering, int most)
    {
        int step = Math.Max(1, points.Length / most);
        int[] sample = [.. Enumerable.Range(0, points.Length).Where(place => place % step == 0)];
        double sum = 0;
        foreach (int one in sample)
        {
            double[] distance = new double[clustering.Centres.Length];
            int[] count = new int[distance.Length];
            foreach (int other in sample)
            {
                if (other == one) continue;
                distance[clustering.Labels[other]] += Math.Sqrt(Distance(points[one], points[other]));
                count[clustering.Labels[other]]++;
            }
            int own = clustering.Labels[one];
            if (count[own] == 0) continue;
            double within = distance[own] / count[own], beside = double.PositiveInfinity;
            for (int group = 0; group < distance.Length; group++)
                if (group != own && count[group] > 0) beside = Math.Min(beside, distance[group] / count[group]);
            if (double.IsFinite(beside) && Math.Max(within, beside) > 0) sum += (beside - within) / Math.Max(within, beside);
        }
        return sample.Length == 0 ? 0 : sum / sample.Length;
    }

    private static Clustering Run(double[][] points, int groups, ulong start)
    {
        double[][] centres = Begin(points, groups, start);
        int[] labels = new int[points.Length];
        for (int round = 0; round < MostRounds; round++)
        {
            bool moved = false;
            for (int place = 0; place < points.Length; place++)
            {
                int nearest = Nearest(points[place], centres);
                moved |= nearest != labels[place];
                labels[place] = nearest;
            }
            if (!moved && round > 0) break;
            for (int group = 0; group < centres.Length; group++)
            {
                double[][] own = [.. points.Where((_, place) => labels[place] == group)];
                if (own.Length > 0) centres[group] = [.. Enumerable.Range(0, own[0].Length).Select(axis => own.Average(point => point[axis]))];
            }
        }
        return new Clustering(labels, centres);
    }

    // Each next one with a probability that grows with the square of its distance to those chosen.
    private static double[][] Begin(double[][] points, int groups, ulong start)
    {
        List<double[]> centres = [points[(int)(StableHash.Mix(start) % (ulong)points.Length)]];
        double[] cost = new double[points.Length];
        while (centres.Count < groups)
        {
            for (int place = 0; place < points.Length; place++) cost[place] = centres.Min(centre => Distance(points[place], centre));
            double chance = StableHash.Mix((start << 8) + (ulong)centres.Count) / (double)ulong.MaxValue * cost.Sum();
            int chosen = 0;
            while (chosen < points.Length - 1 && (chance -= cost[chosen]) > 0) chosen++;
            centres.Add(points[chosen]);
        }
        return [.. centres];
    }

    private static int Nearest(double[] point, double[][] centres)
    {
        int nearest = 0;
        for (int group = 1; group < centres.Length; group++)
            if (Distance(point, centres[group]) < Distance(point, centres[nearest])) nearest = group;
        return nearest;
    }

    private static double Distance(double[] one, double[] other)
    {
        double sum = 0;
        for (int axis = 0; axis < one.Length; axis++) sum += (one[axis] - other[axis]) * (one[axis] - other[axis]);
        return sum;
    }
}
