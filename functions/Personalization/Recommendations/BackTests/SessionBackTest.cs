using Personalization.Profiles;
using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.BackTests;

/// <summary>Guesses each next product of visits from what was looked at before it.</summary>
public static class SessionBackTest
{
    private const int LongestVisit = 50;

    /// <summary>How many guesses the visits that began from a time on would ask for.</summary>
    public static int Tries(ShoppingLog log, uint from)
    {
        int tries = 0;
        foreach (int[] looks in Looks(log, from)) tries += looks.Length - 1;
        return tries;
    }

    /// <summary>Scores a predictor by visits that began from a time on; of many visits so many are taken, evenly.</summary>
    public static BackTestScore Score(ISessionPredictor predictor, ShoppingLog log, uint from, int mostTries = 20_000)
    {
        GuessBoard board = new();
        Span<int> best = stackalloc int[GuessBoard.Guesses];
        int every = Math.Max(1, (Tries(log, from) + mostTries - 1) / mostTries), number = 0;
        foreach (int[] looks in Looks(log, from))
        {
            if (number++ % every != 0) continue;
            for (int next = 1; next < looks.Length; next++) board.Add(best[..predictor.Predict(looks.AsSpan(0, next), best)].IndexOf(looks[next]));
        }
        return board.Score;
    }

    private static IEnumerable<int[]> Looks(ShoppingLog log, uint from)
    {
        VisitLog visits = log.Visits;
        List<int> looks = [];
        for (int visit = visits.EndedBefore(from); visit < visits.Count; visit++)
        {
            if (visits.Times[visits.Starts[visit]] < from) continue;
            looks.Clear();
            for (int place = visits.Starts[visit]; place < visits.Starts[visit + 1] && looks.Count < LongestVisit; place++)
                if (visits.Kinds[place] != (byte)InteractionKind.Purchase && (looks.Count == 0 || looks[^1] != visits.Products[place])) looks.Add(visits.Products[place]);
            if (looks.Count > 1) yield return [.. looks];
        }
    }
}
