using System.Collections.Concurrent;

namespace Personalization.Functions.Journeys;

/// <summary>
/// What this process has seen to already, so that events which say nothing new cost no read of an instance. Only a hint: what is not known
/// here is looked up. Bounded: when the newer half is full the older half is dropped.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class Noticed(TimeProvider time)
{
    private const int HalfSize = 20_000;

    private ConcurrentDictionary<string, (string What, DateTimeOffset IdleUntil)> newer = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, (string What, DateTimeOffset IdleUntil)> older = new(StringComparer.Ordinal);

    /// <summary>Whether exactly that was seen to, or the instance has yet to begin, when it will look by itself.</summary>
    public bool Has(string instanceId, string what) =>
        (newer.TryGetValue(instanceId, out (string What, DateTimeOffset IdleUntil) known) || older.TryGetValue(instanceId, out known))
        && (known.What == what || time.GetUtcNow() < known.IdleUntil);

    /// <summary>Remembers that it was seen to.</summary>
    public void Keep(string instanceId, string what, DateTimeOffset idleUntil = default)
    {
        if (newer.Count >= HalfSize) (older, newer) = (newer, new(StringComparer.Ordinal));
        newer[instanceId] = (what, idleUntil);
    }
}
