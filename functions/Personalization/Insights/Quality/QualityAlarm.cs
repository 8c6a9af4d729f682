namespace Personalization.Insights.Quality;

/// <summary>Something about what comes in that is probably wrong.</summary>
/// <param name="Kind">Stable name of the kind of alarm.</param>
/// <param name="Source">Name of the write key that the events came by.</param>
/// <param name="Event">Name of the events, or of the strategy of lists; empty for all of a source.</param>
/// <param name="Field">The field, such as <c>price</c>; null where it is about the events as a whole.</param>
/// <param name="Since">Since when, UTC.</param>
/// <param name="Text">What is wrong, in plain words.</param>
/// <param name="Advice">What to do about it.</param>
public sealed record QualityAlarm(string Kind, string Source, string Event, string? Field, DateTimeOffset Since, string Text, string Advice)
{
#pragma warning disable CS1591 // The names explain themselves.
    public const string Silent = "tracker-silent";
    public const string Dropped = "volume-dropped";
    public const string TypeChanged = "field-type-changed";
    public const string Vanished = "field-vanished";
    public const string Unknown = "unknown-event";
    public const string FarTimes = "timestamps-far-off";
    public const string NoIds = "message-ids-missing";
    public const string RejectedRose = "rejected-share-rose";
    public const string ListsGeneric = "lists-mostly-generic";
#pragma warning restore CS1591

    /// <summary>Names this alarm as long as it lasts.</summary>
    public string Id => $"{Kind}/{Source}/{Event}/{Field}";
}
