using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Personalization.Common;
using Personalization.Functions.Http;
using Personalization.Functions.Journeys;
using Personalization.Functions.Profiles;
using Personalization.Profiles;

namespace Personalization.Functions.Insights.People;

/// <summary>One person, from all that the suite knows: for whoever speaks with the person next.</summary>
/// <param name="profiles">Profiles.</param>
/// <param name="journeys">Journeys.</param>
/// <param name="timeline">Tells what happened.</param>
/// <param name="cards">Makes cards.</param>
public sealed class PersonFunctions(ProfileUpdater profiles, PersonJourneys journeys, PersonTimeline timeline, CardMaker cards)
{
    private const int DefaultLimit = 50;
    private const int MostListed = 200;

    // Journeys that began before a device was known to be the person's bear the device's key. More than these few are not looked for.
    private const int FormerKeys = 4;

    private static readonly Problem Unreadable = new(
        400, "invalid-query", "The query cannot be read", $"limit is 1 to {MostListed}; kind is events, decisions or all; before is the value of before of an earlier answer.");

    /// <summary>What the person did and what was decided about the person, newest first: <c>?before=&amp;limit=&amp;kind=events|decisions|all</c>.</summary>
    [Function("GetTimeline")]
    public async Task<IResult> Timeline(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/profiles/{id}/timeline")] HttpRequest request, string id, [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (PersonKey.Parse(id) is not { } key) return Answers.Refusal(ProfileProblems.Unreadable);
        if (Query(request.Query) is not { } query) return Answers.Refusal(Unreadable);
        Profile profile = (await profiles.ResolveAsync(key, cancellationToken)).Profile;
        if (profile.LastSeen is null) return Answers.Refusal(ProfileProblems.Unknown);
        IReadOnlyList<JourneyInstanceBody> own = query.Decisions ? await journeys.ListAsync(client, Keys(profile), cancellationToken) : [];
        return Answers.Json(await timeline.TellAsync(profile, own, query, cancellationToken), WireJson.Relaxed.TimelineBody);
    }

    /// <summary>The person on one card. E-mail address and phone number are masked, unless the query says <c>reveal=contact</c>, which the log notes.</summary>
    [Function("GetCard")]
    public async Task<IResult> Card(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/profiles/{id}/card")] HttpRequest request, string id, [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (PersonKey.Parse(id) is not { } key) return Answers.Refusal(ProfileProblems.Unreadable);
        Profile profile = (await profiles.ResolveAsync(key, cancellationToken)).Profile;
        if (profile.LastSeen is null) return Answers.Refusal(ProfileProblems.Unknown);
        IReadOnlyList<JourneyInstanceBody> own = await journeys.ListAsync(client, Keys(profile), cancellationToken);
        return Answers.Json(await cards.MakeAsync(profile, own, request.Query["reveal"] == "contact", cancellationToken), WireJson.Relaxed.CardBody);
    }

    private static IEnumerable<PersonKey> Keys(Profile profile) => [profile.Key, .. profile.Absorbed.Take(FormerKeys).Select(one => new PersonKey(one))];

    private static TimelineQuery? Query(IQueryCollection query)
    {
        string limit = query["limit"].ToString(), before = query["before"].ToString();
        int most = DefaultLimit;
        if (limit.Length > 0 && !(int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out most) && most is >= 1 and <= MostListed)) return null;
        TimelineCursor? cursor = before.Length == 0 ? null : TimelineCursor.Parse(before);
        if (before.Length > 0 && cursor is null) return null;
        return query["kind"].ToString() switch
        {
            "" or "all" => new TimelineQuery(true, true, cursor, most),
            "events" => new TimelineQuery(true, false, cursor, most),
            "decisions" => new TimelineQuery(false, true, cursor, most),
            _ => null,
        };
    }
}
