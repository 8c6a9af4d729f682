namespace Personalization.Recommendations.Sessions;

/// <summary>Sessions with the step that came next, out of the newest visits: what the blend is fitted on, and a model is tested with.</summary>
internal sealed class BlendQueries
{
    private const int EarlierSteps = 5;

    private readonly List<SessionStep> steps = [];
    private readonly List<(int Start, int Length, int Target)> queries = [];

    private BlendQueries(int firstVisit) => FirstVisit = firstVisit;

    /// <summary>The first of the visits that queries come from.</summary>
    public int FirstVisit { get; }

    public int Count => queries.Count;

    /// <summary>The newest visits, at most a share of all and as many as give a number of queries.</summary>
    public static BlendQueries Newest(VisitLog log, double share, int most)
    {
        int first = log.Count, queries = 0;
        while (first > (int)(log.Count * (1 - share)) && queries + log.Of(first - 1).Length - 1 <= most) queries += log.Of(--first).Length - 1;
        BlendQueries result = new(first);
        Dictionary<int, int> lastVisits = [];
        for (int visit = 0; visit < log.Count; visit++)
        {
            int person = log.Persons[visit];
            if (visit >= first) result.Add(log, visit, person >= 0 && lastVisits.TryGetValue(person, out int before) ? before : -1);
            if (person >= 0) lastVisits[person] = visit;
        }
        return result;
    }

    /// <summary>A session and the product that came next.</summary>
    public ReadOnlySpan<SessionStep> Session(int query, out int target)
    {
        (int start, int length, target) = queries[query];
        return System.Runtime.InteropServices.CollectionsMarshal.AsSpan(steps).Slice(start, length);
    }

    /// <summary>The products of all sessions, each once.</summary>
    public int[] Products() => [.. steps.Select(step => step.Product).Distinct().Order()];

    private void Add(VisitLog log, int visit, int before)
    {
        for (int target = log.Starts[visit] + 1; target < log.Starts[visit + 1]; target++)
        {
            int start = steps.Count;
            if (before >= 0)
                for (int at = Math.Max(log.Starts[before], log.Starts[before + 1] - EarlierSteps); at < log.Starts[before + 1]; at++)
                    steps.Add(log.StepAt(at, log.Starts[before + 1], earlier: true));
            for (int at = log.Starts[visit]; at < target; at++) steps.Add(log.StepAt(at, target, earlier: false));
            queries.Add((start, steps.Count - start, log.Products[target]));
        }
    }
}
