namespace Personalization.Recommendations.Sessions;

/// <summary>A list that grows without being copied: arrays of one size each.</summary>
internal sealed class Chunks<T>
    where T : unmanaged
{
    private const int Bits = 16;
    private const int Size = 1 << Bits;

    private readonly List<T[]> chunks = [];

    public int Count { get; private set; }

    public ref T this[int place] => ref chunks[place >> Bits][place & (Size - 1)];

    public void Add(in T item)
    {
        if (Count == chunks.Count << Bits) chunks.Add(new T[Size]);
        chunks[Count >> Bits][Count & (Size - 1)] = item;
        Count++;
    }
}
