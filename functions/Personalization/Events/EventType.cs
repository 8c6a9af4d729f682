namespace Personalization.Events;

/// <summary>The calls of Segment's spec. The lower-case names are the wire's and the lake's.</summary>
public enum EventType
{
    /// <summary>Something somebody did.</summary>
    Track,

    /// <summary>Who somebody is: traits of a person.</summary>
    Identify,

    /// <summary>A page was seen.</summary>
    Page,

    /// <summary>A screen of an app was seen.</summary>
    Screen,

    /// <summary>A person belongs to a group.</summary>
    Group,

    /// <summary>Two ids are one person.</summary>
    Alias,
}

/// <summary>Names of the event types on the wire.</summary>
public static class EventTypes
{
    /// <summary>The lower-case wire name.</summary>
    public static string Name(this EventType type) => type switch
    {
        EventType.Track => "track",
        EventType.Identify => "identify",
        EventType.Page => "page",
        EventType.Screen => "screen",
        EventType.Group => "group",
        EventType.Alias => "alias",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Not an event type"),
    };

    /// <summary>The type of a wire name, or null.</summary>
    public static EventType? Parse(string? name) => name switch
    {
        "track" => EventType.Track,
        "identify" => EventType.Identify,
        "page" => EventType.Page,
        "screen" => EventType.Screen,
        "group" => EventType.Group,
        "alias" => EventType.Alias,
        _ => null,
    };
}
