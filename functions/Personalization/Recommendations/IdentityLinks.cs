using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Recommendations;

/// <summary>Whose history a history belongs to. The earliest link of a profile stands, as it does for the profiles themselves.</summary>
internal sealed class IdentityLinks
{
    private readonly Dictionary<PersonKey, Link> links = [];

    public void Add(ShopEvent shopEvent, ulong eventId)
    {
        foreach ((PersonKey from, PersonKey into) in ProfileRules.Links(shopEvent))
        {
            Link link = new(shopEvent.Timestamp, eventId, into);
            if (!links.TryGetValue(from, out Link known) || (link.At, link.EventId).CompareTo((known.At, known.EventId)) < 0) links[from] = link;
        }
    }

    /// <summary>The person at the end of the links; where they lead in a circle, the one of it with the smallest key.</summary>
    public PersonKey Resolve(PersonKey person)
    {
        if (!links.ContainsKey(person)) return person;
        HashSet<PersonKey> passed = [];
        while (passed.Add(person) && links.TryGetValue(person, out Link link)) person = link.Into;
        if (!links.TryGetValue(person, out Link next)) return person;
        PersonKey smallest = person;
        for (PersonKey other = next.Into; other != person; other = links[other].Into)
            if (string.CompareOrdinal(other.Value, smallest.Value) < 0) smallest = other;
        return smallest;
    }

    private readonly record struct Link(DateTimeOffset At, ulong EventId, PersonKey Into);
}
