namespace Personalization.Recommendations.Sessions;

/// <summary>
/// Whose history a history belongs to. The earliest link of a person stands, as it does for the profiles themselves. A link may be told any
/// number of times, so copies of events change nothing. A device that many people sign in on is nobody's.
/// </summary>
/// <param name="many">How many that are.</param>
internal sealed class PersonLinks(int many)
{
    private readonly FlatMap places = new();
    private readonly Chunks<Link> links = new();
    private readonly Dictionary<int, HashSet<ulong>> several = [];

    /// <summary>Says that one person's history is to be taken in by another's.</summary>
    public void Add(int from, int into, ulong intoHash, long at, ulong eventId)
    {
        Link link = new(at, eventId, intoHash, from, into);
        ref int place = ref places.ValueOf((ulong)from + 1, out bool added);
        if (added)
        {
            place = links.Count;
            links.Add(link);
        }
        else
        {
            if (links[place].IntoHash != intoHash) Share(from, links[place].IntoHash, intoHash);
            if (link.IsBefore(links[place])) links[place] = link;
        }
    }

    private void Share(int device, ulong one, ulong other)
    {
        if (!several.TryGetValue(device, out HashSet<ulong>? users)) several[device] = users = [];
        // What is more than enough need not be known.
        if (users.Count < many) users.UnionWith([one, other]);
    }

    /// <summary>For each of so many persons the one at the end of their links; where those lead in a circle, always the same one of it.</summary>
    public int[] Resolve(int persons)
    {
        int[] into = new int[persons], ends = new int[persons];
        into.AsSpan().Fill(-1);
        for (int place = 0; place < links.Count; place++) into[links[place].From] = several.TryGetValue(links[place].From, out HashSet<ulong>? users) && users.Count >= many ? -1 : links[place].Into;
        ends.AsSpan().Fill(-1);
        Stack<int> way = new();
        for (int person = 0; person < persons; person++)
        {
            int at = person;
            // -2 marks what this way has come through.
            for (; ends[at] == -1 && into[at] >= 0; at = into[at])
            {
                ends[at] = -2;
                way.Push(at);
            }
            int end = ends[at] >= 0 ? ends[at] : at;
            ends[at] = end;
            while (way.TryPop(out int passed)) ends[passed] = end;
        }
        return ends;
    }

    private readonly record struct Link(long At, ulong EventId, ulong IntoHash, int From, int Into)
    {
        public bool IsBefore(in Link other) => (At, EventId, IntoHash).CompareTo((other.At, other.EventId, other.IntoHash)) < 0;
    }
}
