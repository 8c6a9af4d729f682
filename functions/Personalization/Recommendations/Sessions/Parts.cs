namespace Personalization.Recommendations.Sessions;

/// <summary>
/// Works through rows side by side. What becomes of a row must not depend on which worker does it: then the result is the same with any
/// number of them.
/// </summary>
/// <param name="workers">How many work at once.</param>
internal sealed class Parts(int workers)
{
    private const int RangeLength = 256;

    /// <summary>How many work at once.</summary>
    public int Workers { get; } = Math.Max(1, workers);

    /// <summary>Does a piece of work for each number below a count; each worker has its own scratch memory.</summary>
    public void Run<TScratch>(int count, Func<TScratch> scratch, Action<TScratch, int> work)
    {
        int next = 0;
        Parallel.For(0, Workers, new ParallelOptions { MaxDegreeOfParallelism = Workers }, _ =>
        {
            TScratch own = scratch();
            for (int from = Take(); from < count; from = Take())
                for (int row = from; row < Math.Min(count, from + RangeLength); row++) work(own, row);
        });

        // Short ranges even out rows of different cost.
        int Take() => Interlocked.Add(ref next, RangeLength) - RangeLength;
    }
}
