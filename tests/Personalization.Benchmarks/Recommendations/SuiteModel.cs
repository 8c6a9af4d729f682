using Personalization.Recommendations.Sessions;

namespace Personalization.Benchmarks.Recommendations;

/// <summary>The suite's own session model. It is asked for products alone, as the others are: steps of which nothing else is known.</summary>
internal sealed class SuiteModel(string name, SessionModelSettings settings) : ISessionMethod
{
    private const int LongestSession = 256;

    private readonly SessionStep[] steps = new SessionStep[LongestSession];
    private readonly ScoredProduct[] scored = new ScoredProduct[Accuracy.Length];
    private SessionModel model = SessionModel.Empty;

    public string Name => name;

    public long SnapshotBytes =>
        ((long)model.Rows.Starts.Length + model.Rows.Products.Length + model.Biases.Length + model.Popular.Length) * sizeof(int) + model.Rows.Last.Length + model.Rows.Earlier.Length;

    public void Build(ShoppingLog log) => model = SessionModelBuilder.Build(log.Visits, log.ProductIds.Length, ProductFacts.None, settings);

    public int Predict(ReadOnlySpan<int> session, Span<int> best)
    {
        int count = 0;
        foreach (int product in session.Length > LongestSession ? session[^LongestSession..] : session)
            if (product >= 0) steps[count++] = new SessionStep(product);
        Span<ScoredProduct> room = scored.AsSpan(0, best.Length);
        int found = model.Predict(steps.AsSpan(0, count), room);
        for (int place = 0; place < found; place++) best[place] = room[place].Product;
        return found;
    }
}
