
namespace Personalization.Recommendations.Sessions;

/// <summary>Numbers by hashes, in two flat arrays: 12 bytes a place, of which at most seven in ten are taken. Keys are hashes already.</summary>
internal sealed class FlatMap
{
    private const int Smallest = 1 << 10;

    private ulong[] keys = new ulong[Smallest];
    private int[] values = new int[Smallest];

    public int Count { get; private set; }

    /// <summary>The value of a key; a new one, 0, for a key that is not there yet. Good until the next call.</summary>
    public ref int ValueOf(ulong key, out bool added)
    {
        if (Count >= keys.Length / 10 * 7) Grow();
        key = Stored(key);
        int place = Find(key);
        added = keys[place] == 0;
        if (added)
        {
            keys[place] = key;
            Count++;
        }
        return ref values[place];
    }

    // 0 marks a free place.
    private static ulong Stored(ulong key) => key == 0 ? 1 : key;

    private int Find(ulong key)
    {
        int mask = keys.Length - 1, place = (int)key & mask;
        while (keys[place] != key && keys[place] != 0) place = (place + 1) & mask;
        return place;
    }

    private void Grow()
    {
        (ulong[] oldKeys, int[] oldValues) = (keys, values);
        (keys, values) = (new ulong[2 * oldKeys.Length], new int[2 * oldKeys.Length]);
        for (int old = 0; old < oldKeys.Length; old++)
        {
            if (oldKeys[old] == 0) continue;
            int place = Find(oldKeys[old]);
            (keys[place], values[place]) = (oldKeys[old], oldValues[old]);
        }
    }
}
