namespace Personalization.Recommendations.Sessions;

/// <summary>Keeps the best of many candidates: the highest score first, of equal ones the smallest number. Reused from row to row.</summary>
internal sealed class BestList(int size)
{
    private readonly int[] products = new int[size];
    private readonly float[] scores = new float[size];
    private int count;

    /// <summary>The products kept; in order after <see cref="Sort"/>.</summary>
    public ReadOnlySpan<int> Products => products.AsSpan(0, count);

    /// <summary>Their scores.</summary>
    public ReadOnlySpan<float> Scores => scores.AsSpan(0, count);

    public void Clear() => count = 0;

    /// <summary>Offers a candidate; the list is a heap with the worst on top while it fills.</summary>
    public void Offer(int product, float score)
    {
        if (count < size)
        {
            int place = count++;
            while (place > 0 && IsWorse(product, score, (place - 1) / 2)) place = Move((place - 1) / 2, place);
            (products[place], scores[place]) = (product, score);
        }
        else if (size > 0 && !IsWorse(product, score, 0)) Sink(product, score, count);
    }

    /// <summary>Puts the list in order, best first.</summary>
    public void Sort()
    {
        for (int end = count - 1; end > 0; end--)
        {
            (int product, float score) = (products[end], scores[end]);
            (products[end], scores[end]) = (products[0], scores[0]);
            Sink(product, score, end);
        }
    }

    private void Sink(int product, float score, int end)
    {
        int place = 0;
        while (true)
        {
            int child = (2 * place) + 1;
            if (child >= end) break;
            if (child + 1 < end && IsWorse(products[child + 1], scores[child + 1], child)) child++;
            if (!IsWorse(products[child], scores[child], product, score)) break;
            place = Move(child, place);
        }
        (products[place], scores[place]) = (product, score);
    }

    private int Move(int from, int to)
    {
        (products[to], scores[to]) = (products[from], scores[from]);
        return from;
    }

    private bool IsWorse(int product, float score, int place) => IsWorse(product, score, products[place], scores[place]);

    private static bool IsWorse(int product, float score, int other, float otherScore) =>
        score < otherScore || (score == otherScore && product > other);
}
