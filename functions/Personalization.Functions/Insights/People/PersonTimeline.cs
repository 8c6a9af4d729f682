using System.Globalization;
using Personalization.Events;
using Personalization.Functions.Journeys;
using Personalization.Functions.Profiles;
using Personalization.Profiles;

namespace Personalization.Functions.Insights.People;

/// <summary>Which part of a timeline is asked for.</summary>
/// <param name="Events">Whether what the person did is in it.</param>
/// <param name="Decisions">Whether what was decided about the person is in it.</param>
/// <param name="Before">Only what is older; null for the newest.</param>
/// <param name="Limit">How many at most.</param>
internal sealed record TimelineQuery(bool Events, bool Decisions, TimelineCursor? Before, int Limit);

/// <summary>Puts together what a person did and what was decided about the person, each from where it is kept by person.</summary>
/// <param name="messages">Messages.</param>
public sealed class PersonTimeline(PersonMessages messages)
{
    /// <summary>A part of the timeline.</summary>
    /// <param name="profile">The person.</param>
    /// <param name="journeys">The person's journeys; none where they are not asked for.</param>
    /// <param name="query">Which part.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal async Task<TimelineBody> TellAsync(Profile profile, IReadOnlyList<JourneyInstanceBody> journeys, TimelineQuery query, CancellationToken cancellationToken)
    {
        IEnumerable<Entry> all = query.Events ? Events(profile) : [];
        if (query.Decisions)
            all = all.Concat(Lists(profile)).Concat(journeys.Select(Journey)).Concat((await messages.ListAsync(profile.Key, cancellationToken)).Select(Message));
        Entry[] older = [.. all.Where(one => query.Before is not { } before || one.Place.CompareTo(before) < 0).OrderByDescending(one => one.Place).Take(query.Limit + 1)];
        Entry[] page = [.. older.Take(query.Limit)];
        List<TimelineItemBody> items = [];
        // Only what is shown is looked up in full.
        foreach (Entry one in page) items.Add(one.Message is { } message ? one.Item with { Message = await messages.TellAsync(message, cancellationToken) } : one.Item);
        return new TimelineBody(items, older.Length > query.Limit ? page[^1].Place.ToString() : null);
    }

    private static IEnumerable<Entry> Events(Profile profile) => profile.Timeline.Events.Select(one => new Entry(
        new TimelineCursor(one.At, TimelineEventBody.IdOf(one)), new TimelineItemBody(EventCodec.Text(one.At), "event") { Event = TimelineEventBody.From(one) }));

    private static IEnumerable<Entry> Lists(Profile profile) => profile.Feedback.Shown.Select(one => new Entry(
        new TimelineCursor(one.At, ShownListBody.IdOf(one)), new TimelineItemBody(EventCodec.Text(one.At), "list") { List = ShownListBody.From(one) }));

    private static Entry Journey(JourneyInstanceBody one) => new(
        new TimelineCursor(DateTimeOffset.Parse(one.StartedAt, CultureInfo.InvariantCulture), one.Id), new TimelineItemBody(one.StartedAt, "journey") { Journey = one });

    private static Entry Message(ListedMessage one) => new(
        new TimelineCursor(one.At, "message-" + one.Id), new TimelineItemBody(EventCodec.Text(one.At), "message")) { Message = one };

    private sealed record Entry(TimelineCursor Place, TimelineItemBody Item)
    {
        public ListedMessage? Message { get; init; }
    }
}
