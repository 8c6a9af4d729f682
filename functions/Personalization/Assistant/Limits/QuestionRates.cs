using System.Collections.Concurrent;

namespace Personalization.Assistant.Limits;

/// <summary>How many questions somebody may ask in a minute, as this instance has seen them. Bounded: when too many ask, those who came first are forgotten.</summary>
/// <param name="perMinute">Questions in any minute.</param>
/// <param name="time">The clock.</param>
public sealed class QuestionRates(int perMinute, TimeProvider time)
{
    private const int HalfSize = 20_000;
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private ConcurrentDictionary<string, Queue<DateTimeOffset>> newer = new(StringComparer.Ordinal), older = new(StringComparer.Ordinal);

    /// <summary>Takes a question. Null where it is within the limit; else how long to wait.</summary>
    /// <param name="who">Who asks.</param>
    /// <param name="share">How many times the limit they may have: an address that many share more than a visitor.</param>
    public TimeSpan? Take(string who, int share = 1)
    {
        if (newer.Count >= HalfSize) (older, newer) = (newer, new ConcurrentDictionary<string, Queue<DateTimeOffset>>(StringComparer.Ordinal));
        Queue<DateTimeOffset> asked = newer.GetOrAdd(who, key => older.TryGetValue(key, out Queue<DateTimeOffset>? known) ? known : new Queue<DateTimeOffset>());
        DateTimeOffset now = time.GetUtcNow();
        lock (asked)
        {
            while (asked.TryPeek(out DateTimeOffset first) && now - first >= Minute) asked.Dequeue();
            if (asked.Count >= perMinute * share) return Minute - (now - asked.Peek());
            asked.Enqueue(now);
            return null;
        }
    }
}
