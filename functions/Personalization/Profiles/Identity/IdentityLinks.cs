using Personalization.Events;

namespace Personalization.Profiles.Identity;

/// <summary>Two ids of which an event says that they are one person's.</summary>
/// <param name="From">The weaker one: its profile is to be taken in.</param>
/// <param name="Into">The stronger one.</param>
public readonly record struct IdentityLink(PersonKey From, PersonKey Into)
{
    /// <summary>The link of two keys, whichever comes first.</summary>
    public static IdentityLink Of(PersonKey one, PersonKey other) => IsStronger(one, other) ? new IdentityLink(other, one) : new IdentityLink(one, other);

    /// <summary>True where a person of both is called after the first: by kind of id, then by the id itself, so that every order of merging ends with the same.</summary>
    public static bool IsStronger(PersonKey one, PersonKey other) => one.Type != other.Type ? one.Type < other.Type : one.CompareTo(other) < 0;
}

/// <summary>Reads who is who out of events.</summary>
public static class IdentityLinks
{
    /// <summary>The links that an event says.</summary>
    public static IEnumerable<IdentityLink> Of(ShopEvent shopEvent)
    {
        if (shopEvent.Event is { } name && ReservedEvents.Contains(name)) yield break;
        PersonKey person = PersonKey.Of(shopEvent);
        if (shopEvent is { UserId: not null, AnonymousId: { } device }) yield return IdentityLink.Of(PersonKey.Anonymous(device), person);
        foreach (Identifier id in EventIdentifiers.Of(shopEvent).Declared.Distinct())
            if (PersonKey.Of(id) is var key && key != person) yield return IdentityLink.Of(key, person);
        if (shopEvent is not { Type: EventType.Alias, PreviousId: { } previousId, UserId: { } userId }) yield break;
        // Segment's alias names a device or a former user id and does not say which.
        yield return new IdentityLink(PersonKey.Anonymous(previousId), person);
        if (previousId != userId) yield return new IdentityLink(PersonKey.User(previousId), person);
    }
}
