using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Functions.Http;

namespace Personalization.Functions.Offers;

/// <summary>Whether offers are fair.</summary>
/// <param name="auditor">Looks.</param>
public sealed class OfferAuditFunctions(OfferAuditor auditor)
{
    private static readonly Problem NotYet = new(409, "no-audit-yet", "Nobody has looked yet", "That is done every night.", RetryAfter: TimeSpan.FromHours(1));

    /// <summary>What offers have given to groups of people, and whether groups differ that must not.</summary>
    [Function("GetOfferAudit")]
    public async Task<IResult> Get([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/offers/audit")] HttpRequest request, CancellationToken cancellationToken) =>
        await auditor.FoundAsync(cancellationToken) is { } report ? Answers.Json(report, WireJson.Relaxed.OfferAuditReport) : Answers.Refusal(NotYet);

    /// <summary>Looks every night, behind the pass over all people.</summary>
    [Function("AuditOffers")]
    public Task Audit([TimerTrigger("0 30 4 * * *")] TimerInfo timer, CancellationToken cancellationToken) => auditor.RunAsync(cancellationToken);
}
