using Personalization.Recommendations.Sessions;

namespace Personalization.Recommendations.BackTests;

/// <summary>Guesses the other products of orders from each one of them: the nearest right guess counts.</summary>
public static class BasketBackTest
{
    private const int LargestBasket = 200;

    /// <summary>How many guesses the orders from a time on would ask for.</summary>
    public static int Tries(ShoppingLog log, uint from)
    {
        int tries = 0;
        for (int order = log.Orders.Before(from); order < log.Orders.Count; order++)
            if (log.Orders.Of(order).Length is > 1 and <= LargestBasket and var products) tries += products;
        return tries;
    }

    /// <summary>Scores a predictor by the orders from a time on; of many orders so many are taken, evenly.</summary>
    public static BackTestScore Score(ISessionPredictor predictor, ShoppingLog log, uint from, int mostTries = 20_000)
    {
        GuessBoard board = new();
        Span<int> best = stackalloc int[GuessBoard.Guesses];
        int every = Math.Max(1, (Tries(log, from) + mostTries - 1) / mostTries), number = 0;
        for (int order = log.Orders.Before(from); order < log.Orders.Count; order++)
        {
            ReadOnlySpan<int> basket = log.Orders.Of(order);
            if (basket.Length is < 2 or > LargestBasket || number++ % every != 0) continue;
            for (int place = 0; place < basket.Length; place++)
            {
                int guesses = predictor.Predict(basket.Slice(place, 1), best);
                board.Add(FirstOf(best[..guesses], basket, basket[place]));
            }
        }
        return board.Score;
    }

    private static int FirstOf(ReadOnlySpan<int> guesses, ReadOnlySpan<int> basket, int asked)
    {
        for (int place = 0; place < guesses.Length; place++)
            if (guesses[place] != asked && basket.Contains(guesses[place])) return place;
        return -1;
    }
}
