using System.Globalization;
using Personalization.Functions.Journeys;
using Personalization.Profiles.Feedback;
using Personalization.Profiles.Timeline;

namespace Personalization.Functions.Insights.People;

/// <summary>A part of a timeline, newest first, and where the older part begins.</summary>
internal sealed record TimelineBody(IReadOnlyList<TimelineItemBody> Items, string? Before);

/// <summary>One thing that happened or was decided: of <c>event</c>, <c>list</c>, <c>message</c> and <c>journey</c> that member which its kind names.</summary>
internal sealed record TimelineItemBody(string At, string Kind)
{
    /// <summary>What the person did.</summary>
    public TimelineEventBody? Event { get; init; }

    /// <summary>Products that were put before the person by a decision.</summary>
    public ShownListBody? List { get; init; }

    /// <summary>A message, and why it went, waits or did not go.</summary>
    public PersonMessageBody? Message { get; init; }

    /// <summary>A journey, and how far it is.</summary>
    public JourneyInstanceBody? Journey { get; init; }
}

/// <summary>Something the person did.</summary>
internal sealed record TimelineEventBody(
    string Name, IReadOnlyList<string>? Products, int? MoreProducts, string? DecisionId, string? Campaign, string? Channel, string? Store)
{
    public static TimelineEventBody From(TimelineEvent one) => new(
        one.Name, one.Products.IsEmpty ? null : one.Products, one.ProductCount > one.Products.Length ? one.ProductCount - one.Products.Length : null,
        one.Decision, one.Campaign, one.Channel, one.Store);

    public static string IdOf(TimelineEvent one) => "event-" + one.Id.ToString("x16", CultureInfo.InvariantCulture);
}

/// <summary>Recommendations that were shown together, with their places.</summary>
internal sealed record ShownListBody(IReadOnlyList<string> Products, IReadOnlyList<int> Positions)
{
    public static ShownListBody From(ShownList one) => new(one.Products, one.Positions);

    public static string IdOf(ShownList one) => "list-" + one.Id.ToString("x16", CultureInfo.InvariantCulture);
}
