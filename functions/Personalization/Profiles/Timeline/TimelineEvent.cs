using System.Collections.Immutable;

namespace Personalization.Profiles.Timeline;

/// <summary>An event as the timeline keeps it. Texts longer than <see cref="TimelineReader"/> keeps are cut, and end with a hash of the whole.</summary>
/// <param name="At">When it happened, UTC, in milliseconds.</param>
/// <param name="Id">Hash of the event: together with the time a total order.</param>
/// <param name="Name">Name of a track call, else the kind of call.</param>
/// <param name="Products">The first products that it names, at most <see cref="TimelineReader.Products"/>.</param>
/// <param name="ProductCount">How many it names.</param>
public sealed record TimelineEvent(DateTimeOffset At, ulong Id, string Name, ImmutableArray<string> Products, int ProductCount)
{
    /// <summary>The decision that it names, as sent; null for none.</summary>
    public string? Decision { get; init; }

    /// <summary>The campaign that brought the person, such as <c>instagram / summer</c>; null for none.</summary>
    public string? Campaign { get; init; }

    /// <summary>Where it was done: the channel that it names, else who sent it.</summary>
    public string? Channel { get; init; }

    /// <summary>The store it was done in; null where none is named.</summary>
    public string? Store { get; init; }
}
