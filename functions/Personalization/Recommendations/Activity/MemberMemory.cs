using System.Numerics;

namespace Personalization.Recommendations;

/// <summary>
/// Who is in the segments whose bestsellers are counted, as hashes; as many people as there is room for, those forgotten first who were first
/// remembered. Forgotten people count in no such segment until they enter one.
/// </summary>
public sealed class MemberMemory
{
    /// <summary>People remembered.</summary>
    public const int MostMembers = 100_000;

    /// <summary>Segments told apart at a time; more than a shop may have, since one that was taken away is left by and by.</summary>
    public const int MostSegments = 64;

    private readonly string?[] names = new string?[MostSegments];
    private readonly int[] sizes = new int[MostSegments];
    private readonly Dictionary<ulong, ulong> masks = [];
    private readonly Queue<ulong> order = new();

    /// <summary>Who is remembered, oldest first, and in which segments.</summary>
    public IEnumerable<KeyValuePair<ulong, IEnumerable<string>>> Members => order.Select(person => KeyValuePair.Create(person, Of(person)));

    /// <summary>People who are remembered.</summary>
    public int Count => masks.Count;

    /// <summary>Whether anybody is known to be in a segment.</summary>
    public bool HasAnybody(string segment) => Array.IndexOf(names, segment) >= 0;

    /// <summary>The segments that somebody is in.</summary>
    public IEnumerable<string> Of(ulong person)
    {
        for (ulong mask = masks.GetValueOrDefault(person); mask != 0; mask &= mask - 1) yield return names[BitOperations.TrailingZeroCount(mask)]!;
    }

    /// <summary>Remembers an entry. Where there is no room for another segment it is not counted.</summary>
    public void Enter(ulong person, string segment)
    {
        int place = Array.IndexOf(names, segment);
        if (place < 0) place = Array.IndexOf(names, null);
        if (place < 0) return;
        if (!masks.TryGetValue(person, out ulong mask))
        {
            if (order.Count >= MostMembers) Forget(order.Dequeue());
            order.Enqueue(person);
        }
        if ((mask & (1UL << place)) != 0) return;
        masks[person] = mask | (1UL << place);
        names[place] = segment;
        sizes[place]++;
    }

    /// <summary>Remembers an exit.</summary>
    public void Leave(ulong person, string segment)
    {
        if (Array.IndexOf(names, segment) is not (>= 0 and int place) || !masks.TryGetValue(person, out ulong mask) || (mask & (1UL << place)) == 0) return;
        // Whoever is in none keeps the place in the queue: there is at most one for each person.
        masks[person] = mask & ~(1UL << place);
        Shrink(place);
    }

    /// <summary>Forgets some people, and says how many those were.</summary>
    public int Forget(IReadOnlySet<ulong> some)
    {
        int count = some.Count(Forget);
        if (count > 0) KeepOrder();
        return count;
    }

    /// <summary>Forgets those who are in no segment any more.</summary>
    public void Prune()
    {
        int before = masks.Count;
        foreach (ulong person in masks.Where(one => one.Value == 0).Select(one => one.Key).ToArray()) masks.Remove(person);
        if (masks.Count < before) KeepOrder();
    }

    private bool Forget(ulong person)
    {
        if (!masks.Remove(person, out ulong mask)) return false;
        for (; mask != 0; mask &= mask - 1) Shrink(BitOperations.TrailingZeroCount(mask));
        return true;
    }

    private void Shrink(int place)
    {
        if (--sizes[place] == 0) names[place] = null;
    }

    private void KeepOrder()
    {
        ulong[] left = [.. order.Where(masks.ContainsKey)];
        order.Clear();
        foreach (ulong one in left) order.Enqueue(one);
    }
}
