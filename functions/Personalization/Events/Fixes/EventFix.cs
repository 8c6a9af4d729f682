namespace Personalization.Events.Fixes;

/// <summary>What a fix does to an event. Names are wire and storage format.</summary>
public enum FixKind
{
    /// <summary>A field gets another name.</summary>
    Rename = 1,

    /// <summary>A field's value gets another type, where it can be read as one.</summary>
    Cast = 2,

    /// <summary>The event counts as never sent.</summary>
    Drop = 3,

    /// <summary>The event gets another name.</summary>
    RenameEvent = 4,
}

/// <summary>Says how events of a stretch of time are to be read instead of as they were sent. The lake itself stays as it is. Field names are storage format.</summary>
/// <param name="Id">Its name.</param>
/// <param name="From">The first moment of coming in that it is for, UTC.</param>
/// <param name="To">The moment before which it ends, UTC.</param>
/// <param name="Event">Name of the events; of calls that have none, the kind of call.</param>
/// <param name="Source">Only events of this write key; null for all.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Field">The field: of the properties, or with <c>traits.</c> or <c>products.</c> before it of the traits or of each product.</param>
/// <param name="Into">The new name, or the type: <c>number</c>, <c>text</c> or <c>boolean</c>.</param>
/// <param name="Author">Who made it.</param>
/// <param name="At">When it was made, UTC.</param>
public sealed record EventFix(
    string Id, DateTimeOffset From, DateTimeOffset To, string Event, string? Source, FixKind Kind, string? Field, string? Into, string Author, DateTimeOffset At)
{
    /// <summary>Whether it is for an event.</summary>
    public bool Concerns(ShopEvent shopEvent) =>
        shopEvent.ReceivedAt >= From && shopEvent.ReceivedAt < To && (Source is null || shopEvent.Source == Source) && (shopEvent.Event ?? shopEvent.Type.Name()) == Event;
}
