namespace Personalization.Recommendations.Sessions;

/// <summary>Says what may come next after what somebody did. Called by many at once.</summary>
public interface ISessionScorer
{
    /// <summary>Scores products; gives how many were written. Products of the session may be among them.</summary>
    /// <param name="session">Steps, oldest first, those of earlier visits before the current one.</param>
    /// <param name="best">Receives products, best first, equal ones by number.</param>
    int Score(ReadOnlySpan<SessionStep> session, Span<ScoredProduct> best);
}

/// <summary>The scorer that a model has.</summary>
internal static class SessionScorers
{
    /// <summary>The model's own sessions; its rows where too little happened to learn from sessions.</summary>
    public static ISessionScorer Of(RecommendationModel model) =>
        model.Sessions.Products > 0 ? new Learned(model.Sessions) : new RowScorer(model);

    private sealed class Learned(SessionModel sessions) : ISessionScorer
    {
        public int Score(ReadOnlySpan<SessionStep> session, Span<ScoredProduct> best) => session.IsEmpty ? 0 : sessions.Predict(session, best);
    }
}
