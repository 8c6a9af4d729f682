using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Functions.Http;

namespace Personalization.Functions.Segments.Automatic;

/// <summary>Segments that the suite has found, for a merchant to keep.</summary>
/// <param name="finder">Finds them.</param>
public sealed class AutomaticFunctions(AutomaticFinder finder)
{
    private static readonly Problem NotYet = new(
        409, "nothing-found-yet", "Nobody has looked for segments yet", "That is done every night, and by POST /v1/predictions/rebuild.", RetryAfter: TimeSpan.FromSeconds(60));

    /// <summary>What was found last: cells of the RFM grid and groups of customers, each with its name, its rule and how many people it holds.</summary>
    [Function("GetAutomaticSegments")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/segments/automatic")] HttpRequest request, CancellationToken cancellationToken) =>
        await finder.FoundAsync(cancellationToken) is { } found ? Answers.Json(AutomaticBody.From(found), WireJson.Relaxed.AutomaticBody) : Answers.Refusal(NotYet);
}
