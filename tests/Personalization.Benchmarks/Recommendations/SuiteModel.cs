using System.Diagnostics;
using Personalization.Profiles;
using Personalization.Recommendations;
using Personalization.Recommendations.Sessions;

namespace Personalization.Benchmarks.Recommendations;

/// <summary>The suite's own session model, used as it serves: built, written as a snapshot, and loaded from it.</summary>
internal sealed class SuiteModel(string name, SessionModelSettings settings) : ISessionMethod
{
    private readonly SessionStep[] steps = new SessionStep[SessionLimit];
    private readonly ScoredProduct[] scored = new ScoredProduct[Accuracy.Length];
    private SessionModel model = SessionModel.Empty;

    // As many steps of a visit as the model looks at.
    private const int SessionLimit = 100;

    public string Name => name;

    public long SnapshotBytes { get; private set; }

    public double LoadMilliseconds { get; private set; } = double.NaN;

    public void Build(ShoppingLog log)
    {
        // The queries do not say what was done and when, so the model must not learn to lean on it.
        byte[] views = new byte[log.Visits.Products.Length];
        Array.Fill(views, (byte)InteractionKind.View);
        VisitLog visits = log.Visits with { Kinds = views, HasTimes = false };
        byte[] snapshot = ModelCodec.Serialize(new RecommendationModel(name, DateTimeOffset.UnixEpoch, 0, new ProductNumbers(log.ProductIds))
        {
            Sessions = SessionModelBuilder.Build(visits, log.ProductIds.Length, ProductFacts.None, settings),
        });
        long started = Stopwatch.GetTimestamp();
        model = ModelCodec.Deserialize(snapshot).Sessions;
        LoadMilliseconds = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        SnapshotBytes = snapshot.Length;
    }

    public int Predict(ReadOnlySpan<int> session, Span<int> best)
    {
        int count = 0;
        foreach (int product in session[Math.Max(0, session.Length - SessionLimit)..])
            if (product >= 0) steps[count++] = new SessionStep(product);
        int found = model.Predict(steps.AsSpan(0, count), scored.AsSpan(0, best.Length));
        for (int place = 0; place < found; place++) best[place] = scored[place].Product;
        return found;
    }
}
