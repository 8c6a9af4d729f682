using Personalization.Benchmarks.Recommendations.Vmis;
using Personalization.Recommendations.Sessions;

namespace Personalization.Benchmarks.Tests;

public sealed class VmisKnnTests
{
    private const int A = 0, B = 1, C = 2, D = 3;

    // By hand, for the visit A B: the shared products count 1 (A) and 2 (B), so the similarities are 3, 1, 2, 3 and the neighbours weigh
    // 2.7, 0.8 (its nearest match is one step back), 1.8, 2.7; the products count 1 + ln(4/3), 1 + ln(4/3), 1 + ln 2, 1 + ln 2 times.
    private static readonly ShoppingLog Log = Visits([A, B], [A, C], [B, C, D], [A, B, D]);

    [Theory]
    [InlineData(500, 100, new[] { B, A, D, C })]
    // Only the last two visits: D 4.5 * 1.69, B 4.5 * 1.29, A 2.7 * 1.29, C 1.8 * 1.69.
    [InlineData(2, 100, new[] { D, B, A, C })]
    // Only the last visit of the two that are nearest; C comes from the fallback.
    [InlineData(500, 1, new[] { D, B, A, C })]
    public void Predict_ByHand_RanksAsComputed(int mostRecent, int neighbours, int[] expected) =>
        Assert.Equal(expected, Predict(Log, mostRecent, neighbours, [A, B]));

    [Fact]
    public void Predict_LessRoom_GivesTheBest()
    {
        VmisKnn method = new();
        method.Build(Log);
        int[] best = new int[2];

        Assert.Equal(2, method.Predict([A, B], best));
        Assert.Equal([B, A], best);
    }

    [Fact]
    public void Predict_NothingKnown_FallsBackToTheMostSeenOfTheLastVisits() =>
        Assert.Equal([A, B, D, C], Predict(Log, 500, 100, [-1]));

    [Fact]
    public void Predict_AskedAgain_AnswersTheSame()
    {
        VmisKnn method = new(2, 1);
        method.Build(Log);
        int[] first = new int[4], other = new int[4], again = new int[4];

        method.Predict([A, B], first);
        method.Predict([C], other);
        method.Predict([A, B], again);

        Assert.Equal(first, again);
    }

    [Theory]
    [InlineData(5, 3)]
    [InlineData(20, 10)]
    [InlineData(500, 100)]
    public void Predict_ManyVisits_ScoresAsTheDefinition(int mostRecent, int neighbours)
    {
        int[][] visits = [.. Enumerable.Range(0, 300).Select(visit => Steps(visit, 40))];
        VmisKnn method = new(mostRecent, neighbours);
        method.Build(Visits(visits));
        for (int query = 1000; query < 1200; query++)
        {
            int[] session = Steps(query, 40), best = new int[10];
            int made = method.Predict(session, best);
            Dictionary<int, double> scores = VmisDefinition.Scores(visits, mostRecent, neighbours, session);
            double[] expected = [.. scores.Values.OrderDescending().Take(best.Length)];
            for (int place = 0; place < expected.Length; place++) Assert.Equal(expected[place], scores[best[place]], 1e-3);
            Assert.Equal(best.Length, made);
            Assert.Equal(made, best.Distinct().Count());
        }
    }

    private static int[] Predict(ShoppingLog log, int mostRecent, int neighbours, int[] session)
    {
        VmisKnn method = new(mostRecent, neighbours);
        method.Build(log);
        int[] best = new int[20];
        return best[..method.Predict(session, best)];
    }

    /// <summary>A few products, the small numbers more often.</summary>
    private static int[] Steps(int seed, int products)
    {
        uint state = (uint)seed * 2654435761 + 1;
        int[] steps = new int[2 + seed % 11];
        for (int step = 0; step < steps.Length; step++)
        {
            state = state * 1664525 + 1013904223;
            double share = state / (double)uint.MaxValue;
            steps[step] = (int)(share * share * products) % products;
        }
        return steps;
    }

    private static ShoppingLog Visits(params int[][] visits)
    {
        int[] starts = [.. visits.Aggregate(new List<int> { 0 }, (sums, visit) => [.. sums, sums[^1] + visit.Length])];
        int[] products = [.. visits.SelectMany(visit => visit)];
        string[] ids = [.. Enumerable.Range(0, products.Max() + 1).Select(number => $"p{number}")];
        VisitLog log = new(starts, products, new byte[products.Length], new uint[products.Length], new int[visits.Length]);
        return new ShoppingLog(ids, log, new OrderLog([0], [], [], []));
    }
}
