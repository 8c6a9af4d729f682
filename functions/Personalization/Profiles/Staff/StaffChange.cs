using System.Text.Json;
using Personalization.Common;
using Personalization.Events;

namespace Personalization.Profiles.Staff;

/// <summary>Something that staff say of a person.</summary>
/// <param name="Event">Name of the event that says so, of <see cref="ReservedEvents"/>.</param>
/// <param name="Author">Who says so.</param>
/// <param name="Properties">Writes what is said.</param>
public sealed record StaffChange(string Event, string Author, Action<Utf8JsonWriter> Properties)
{
    /// <summary>The kind of source that such events name.</summary>
    public const string SourceKind = "staff";

    /// <summary>The canonical line of its event.</summary>
    /// <param name="person">Of whom it is said.</param>
    /// <param name="id">Id of this change: the same change must have the same whenever it is sent.</param>
    /// <param name="now">When.</param>
    public ReadOnlyMemory<byte> Line(PersonKey person, string id, DateTimeOffset now) => PersonEvents.Line(
        person, new EventDraft(id, EventType.Track, Event, null, null, now, now, SourceKind), Properties, context: json => new Provenance(SourceKind, By: Author).Write(json));

    /// <summary>An id for a change: from the caller's own key where it gives one, else of this very moment.</summary>
    public string IdFor(PersonKey person, string? callersKey, DateTimeOffset now) =>
        "staff-" + StableHash.Hex(callersKey is null ? $"{person}\n{Event}\n{Author}\n{now.UtcTicks}" : $"{person}\n{callersKey}", 40);
}

/// <summary>A change that was read, or why it cannot be.</summary>
/// <param name="Change">The change.</param>
/// <param name="Problem">What is wrong with each field.</param>
public sealed record StaffReading(StaffChange? Change, Problem? Problem);
