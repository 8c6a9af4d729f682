using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Personalization.Common;
using Personalization.Functions.Http;
using Personalization.Profiles;

namespace Personalization.Functions.Journeys;

/// <summary>Journeys for the merchant to look at.</summary>
/// <param name="kinds">The journeys that the app knows.</param>
/// <param name="journeys">Finds those of people.</param>
public sealed class JourneyFunctions(IEnumerable<JourneyKind> kinds, PersonJourneys journeys)
{
    private static readonly Problem Unreadable = new(
        400, "invalid-query", "The query cannot be read", "person is user_id:YOUR_ID or anonymous_id:DEVICE_ID, URL-encoded.");

    /// <summary>The journeys that there are, with their settings.</summary>
    [Function("GetJourneys")]
    public IResult List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/journeys")] HttpRequest request) =>
        Answers.Json(new JourneyListBody([.. kinds.OrderBy(kind => kind.Name, StringComparer.Ordinal).Select(kind => new JourneyBody(kind.Name, kind.Version, kind.Settings))]), WireJson.Relaxed.JourneyListBody);

    /// <summary>The journeys of a person: what each waits for, or how it ended.</summary>
    [Function("GetJourneyInstances")]
    public async Task<IResult> Instances(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/journeys/instances")] HttpRequest request, [DurableClient] DurableTaskClient client,
        CancellationToken cancellationToken)
    {
        if (PersonKey.Parse(request.Query["person"].ToString()) is not { } person) return Answers.Refusal(Unreadable);
        return Answers.Json(new JourneyInstancesBody(await journeys.ListAsync(client, [person], cancellationToken)), WireJson.Relaxed.JourneyInstancesBody);
    }
}
