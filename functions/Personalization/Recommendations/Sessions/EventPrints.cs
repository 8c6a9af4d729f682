namespace Personalization.Recommendations.Sessions;

/// <summary>
/// Which events have been read, and what each of them says. A sender with a wrong clock sends an event again with another time: of such
/// tellings the one with the smallest print counts, whichever comes first.
/// </summary>
internal sealed class EventPrints
{
    private readonly Dictionary<ulong, uint> contested = [];
    private FlatMap prints = new();

    public long Count { get; private set; }

    /// <summary>False for a telling that is known, or that is not the one that counts.</summary>
    public bool Add(ulong eventId, uint print)
    {
        ref int known = ref prints.ValueOf(eventId, out bool added);
        if (added)
        {
            Count++;
            known = (int)print;
            return true;
        }
        if ((uint)known <= print) return false;
        known = (int)print;
        contested[eventId] = print;
        return true;
    }

    /// <summary>The events whose first telling does not count, each with the print of the one that does.</summary>
    public IReadOnlyDictionary<ulong, uint> Contested() => contested;

    /// <summary>Gives the memory back.</summary>
    public void Clear() => prints = new FlatMap();
}
