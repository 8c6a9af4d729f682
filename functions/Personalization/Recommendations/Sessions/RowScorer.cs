using System.Collections.Concurrent;
using Personalization.Profiles;

namespace Personalization.Recommendations.Sessions;

/// <summary>Scores products by the model's rows of what was done lately: what is bought with it, and half as much what is looked at with it.</summary>
public sealed class RowScorer(RecommendationModel model) : ISessionScorer
{
    private const int Anchors = 20;
    private const float RankDecay = 0.85f;
    private const float ViewedWeight = 0.5f;

    private readonly ConcurrentQueue<ScoreBoard> boards = new();

    /// <inheritdoc/>
    public int Score(ReadOnlySpan<SessionStep> session, Span<ScoredProduct> best)
    {
        if (session.IsEmpty || model.ProductIds.Length == 0) return 0;
        if (!boards.TryDequeue(out ScoreBoard? board)) board = new ScoreBoard(model.ProductIds.Length);
        board.Begin();
        Span<int> anchors = stackalloc int[Anchors];
        Span<float> interests = stackalloc float[Anchors];
        int count = AnchorsOf(session, anchors, interests);
        float weight = 1;
        for (int rank = 0; rank < count; rank++, weight *= RankDecay)
        {
            SessionStep step = session[anchors[rank]];
            board.AddRow(model.Bought, step.Product, weight * interests[rank]);
            board.AddRow(model.Viewed, step.Product, weight * interests[rank] * ViewedWeight);
        }
        count = board.Best(best);
        boards.Enqueue(board);
        return count;
    }

    /// <summary>The newest steps, each product once with the most that was done with it.</summary>
    private static int AnchorsOf(ReadOnlySpan<SessionStep> session, Span<int> anchors, Span<float> interests)
    {
        int count = 0;
        for (int place = session.Length - 1; place >= 0; place--)
        {
            if (Interest((InteractionKind)SessionStep.KindOf(session[place].Slot)) is not (> 0 and float interest)) continue;
            int known = 0;
            while (known < count && session[anchors[known]].Product != session[place].Product) known++;
            if (known == Anchors) continue;
            if (known == count) (anchors[count], interests[count++]) = (place, interest);
            else interests[known] = Math.Max(interests[known], interest);
        }
        return count;
    }

    private static float Interest(InteractionKind kind) => kind switch
    {
        InteractionKind.Purchase => 2,
        InteractionKind.CartAdd or InteractionKind.WishlistAdd => 1.5f,
        InteractionKind.View => 1,
        _ => 0,
    };
}
