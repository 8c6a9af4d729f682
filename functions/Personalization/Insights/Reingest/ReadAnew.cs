using Personalization.Events;
using Personalization.Events.Decisions;
using Personalization.Events.Fixes;
using Personalization.Profiles;
using Personalization.Profiles.Identity;

namespace Personalization.Insights.Reingest;

/// <summary>
/// Profiles of some keys made anew from the lake, once by the fixes as they were and once as they are to be. Only where the first comes out as
/// what is stored may the second take its place: else the lake has lost something that the stored one still counts.
/// </summary>
/// <param name="before">Fixes as they were.</param>
/// <param name="after">Fixes as they are to be.</param>
/// <param name="decisions">Tells which lists were shown by a decision of this shop.</param>
/// <param name="forbidden">Traits that nobody but the person may bring; the suite's own list without it.</param>
public sealed class ReadAnew(EventFixes before, EventFixes after, IDecisionReader? decisions, ForbiddenTraits? forbidden = null)
{
    private const int Batch = 4000;

    private readonly Dictionary<PersonKey, (Profile Before, Profile After)> people = [];
    private readonly Dictionary<PersonKey, List<ShopEvent>> waiting = [];
    private int waitingEvents;

    /// <summary>Keys whose profiles are made.</summary>
    public IReadOnlyCollection<PersonKey> Keys => people.Keys;

    /// <summary>Whether an event is read otherwise than it was; then its person's profile is made.</summary>
    /// <param name="shopEvent">As it was sent.</param>
    /// <param name="was">As it was read; null for not at all.</param>
    /// <param name="now">As it is to be read.</param>
    public bool Differs(ShopEvent shopEvent, out ShopEvent? was, out ShopEvent? now)
    {
        (was, now) = (before.Apply(shopEvent), after.Apply(shopEvent));
        if (ReferenceEquals(was, now) || (was is not null && now is not null && was.Line.Span.SequenceEqual(now.Line.Span))) return false;
        PersonKey key = PersonKey.Of(shopEvent);
        people.TryAdd(key, (new Profile { Key = key }, new Profile { Key = key }));
        return true;
    }

    /// <summary>Takes in an event of the lake; of people whose profiles are not made nothing.</summary>
    public void Add(ShopEvent shopEvent)
    {
        if (shopEvent.Event is ReservedEvents.ProfilesMerged or ReservedEvents.ProfilesUnmerged) return;
        PersonKey key = PersonKey.Of(shopEvent);
        if (!people.ContainsKey(key)) return;
        if (!waiting.TryGetValue(key, out List<ShopEvent>? own)) waiting[key] = own = [];
        own.Add(shopEvent);
        if (++waitingEvents >= Batch) Flush();
    }

    /// <summary>The person with the parts made anew; the same object where none is another, null with <paramref name="left"/> where a part is not what the lake tells.</summary>
    public JoinedPerson? Rebuild(JoinedPerson person, PersonKey key, out bool left)
    {
        Flush();
        (Profile Before, Profile After) made = people[key];
        left = false;
        if (!person.Parts.TryGetValue(key, out Profile? stored) || Tells(stored, made.After)) return person;
        if (left = !Tells(stored, made.Before)) return null;
        return JoinedPerson.Of(person.Root, person.Identity, person.Parts.SetItem(key, made.After).Values);
    }

    /// <summary>A key's profile before and after.</summary>
    public (Profile Before, Profile After) Of(PersonKey key)
    {
        Flush();
        return people[key];
    }

    private void Flush()
    {
        foreach ((PersonKey key, List<ShopEvent> events) in waiting)
        {
            (Profile was, Profile now) = people[key];
            people[key] = (
                ProfileRules.Apply(was, events.Select(before.Apply).OfType<ShopEvent>(), decisions, forbidden).Profile,
                ProfileRules.Apply(now, events.Select(after.Apply).OfType<ShopEvent>(), decisions, forbidden).Profile);
        }
        waiting.Clear();
        waitingEvents = 0;
    }

    // By what counts every event: a profile that was stored in an older form is still the same.
    private static bool Tells(Profile stored, Profile made) =>
        stored.FirstSeen == made.FirstSeen && stored.LastSeen == made.LastSeen && stored.EventCounts.SequenceEqual(made.EventCounts)
        && stored.Traits.Keys.SequenceEqual(made.Traits.Keys) && stored.Traits.All(trait => trait.Value.Value.GetRawText() == made.Traits[trait.Key].Value.GetRawText());
}
