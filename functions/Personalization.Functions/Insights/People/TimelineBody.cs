using System.Globalization;
using Personalization.Functions.Journeys;
using Personalization.Functions.Profiles;
using Personalization.Profiles.Feedback;

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

/// <summary>Recommendations that were shown together, with their places.</summary>
internal sealed record ShownListBody(IReadOnlyList<string> Products, IReadOnlyList<int> Positions)
{
    public static ShownListBody From(ShownList one) => new(one.Products, one.Positions);

    public static string IdOf(ShownList one) => "list-" + one.Id.ToString("x16", CultureInfo.InvariantCulture);
}
