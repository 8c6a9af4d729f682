namespace Personalization.Recommendations.Sessions;

/// <summary>Sums scores of products and gives the best ones; of equal ones the one that stands first in the log.</summary>
public sealed class TopProducts(int products)
{
    private readonly double[] scores = new double[products];
    private readonly List<int> touched = [];

    /// <summary>Adds to the score of a product; only scores above 0 count.</summary>
    public void Add(int product, double score)
    {
        if (scores[product] == 0 && score != 0) touched.Add(product);
        scores[product] += score;
    }

    /// <summary>Takes the best products, best first, and forgets all scores.</summary>
    public int Take(Span<int> best)
    {
        touched.Sort((one, other) => scores[one] != scores[other] ? scores[other].CompareTo(scores[one]) : one.CompareTo(other));
        int count = 0;
        foreach (int product in touched)
        {
            if (count < best.Length && scores[product] > 0 && (count == 0 || best[count - 1] != product)) best[count++] = product;
            scores[product] = 0;
        }
        touched.Clear();
        return count;
    }
}
