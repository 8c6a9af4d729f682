namespace Personalization.Benchmarks.Recommendations.Vmis;

/// <summary>A heap of visits with the oldest at its root.</summary>
internal static class OldestFirst
{
    public static void Heapify(Span<int> visits)
    {
        for (int place = visits.Length / 2 - 1; place >= 0; place--) Sink(visits, place, visits[place]);
    }

    public static void ReplaceRoot(Span<int> visits, int visit) => Sink(visits, 0, visit);

    private static void Sink(Span<int> visits, int place, int visit)
    {
        for (int child = 2 * place + 1; child < visits.Length; child = 2 * place + 1)
        {
            if (child + 1 < visits.Length && visits[child + 1] < visits[child]) child++;
            if (visits[child] >= visit) break;
            visits[place] = visits[child];
            place = child;
        }
        visits[place] = visit;
    }
}
