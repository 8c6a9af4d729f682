using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.BackTests;

/// <summary>Guesses what customers buy from what they bought before. Each product of a later order is a try, so a customer who buys much asks much.</summary>
public static class HistoryBackTest
{
    /// <summary>Scores a predictor by what customers with orders before a time bought after it.</summary>
    public static BackTestScore Score(ISessionPredictor predictor, ShoppingLog log, uint from)
    {
        GuessBoard board = new();
        Span<int> best = stackalloc int[GuessBoard.Guesses];
        int first = log.Orders.Before(from);
        ILookup<int, int> histories = Enumerable.Range(0, first).ToLookup(order => log.Orders.Persons[order]);
        foreach (IGrouping<int, int> later in Enumerable.Range(first, log.Orders.Count - first).GroupBy(order => log.Orders.Persons[order]))
        {
            if (later.Key < 0 || !histories.Contains(later.Key)) continue;
            int[] history = [.. histories[later.Key].SelectMany(order => log.Orders.Of(order).ToArray())];
            ReadOnlySpan<int> guesses = best[..predictor.Predict(history, best)];
            foreach (int product in later.SelectMany(order => log.Orders.Of(order).ToArray()).Distinct()) board.Add(guesses.IndexOf(product));
        }
        return board.Score;
    }
}
