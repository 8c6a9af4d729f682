namespace Personalization.Benchmarks.Recommendations.Vmis;

/// <summary>The largest of the keys offered, so many at most: a heap with the smallest at its root.</summary>
internal sealed class LargestKeys
{
    private long[] keys = [];
    private int limit, count;

    public ReadOnlySpan<long> Keys => keys.AsSpan(0, count);

    /// <summary>Starts again, with room for so many.</summary>
    public void Clear(int capacity)
    {
        if (keys.Length < capacity) keys = new long[capacity];
        (limit, count) = (capacity, 0);
    }

    public void Offer(long key)
    {
        if (count < limit) Rise(key);
        else if (limit > 0 && key > keys[0]) Sink(key);
    }

    /// <summary>Puts the largest first. Nothing may be offered after.</summary>
    public void Sort()
    {
        Span<long> kept = keys.AsSpan(0, count);
        kept.Sort();
        kept.Reverse();
    }

    private void Rise(long key)
    {
        int place = count++;
        while (place > 0 && keys[(place - 1) / 2] > key)
        {
            keys[place] = keys[(place - 1) / 2];
            place = (place - 1) / 2;
        }
        keys[place] = key;
    }

    private void Sink(long key)
    {
        Span<long> heap = keys.AsSpan(0, limit);
        int place = 0;
        for (int child = 1; child < heap.Length; child = 2 * place + 1)
        {
            if (child + 1 < heap.Length && heap[child + 1] < heap[child]) child++;
            if (heap[child] >= key) break;
            heap[place] = heap[child];
            place = child;
        }
        heap[place] = key;
    }
}
