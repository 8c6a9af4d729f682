using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Audiences;
using Personalization.Common;
using Personalization.Events;
using Personalization.Functions.Http;
using Personalization.Functions.Segments;
using Personalization.Segments.Population;

namespace Personalization.Functions.Audiences;

/// <summary>Segments as lists for ad networks. Nothing is sent anywhere: somebody uploads a list, or a program of the shop's fetches it.</summary>
/// <param name="editor">Segments.</param>
/// <param name="passes">What was counted.</param>
/// <param name="export">Makes lists.</param>
public sealed class AudienceApi(SegmentEditor editor, IPassStore passes, AudienceExport export)
{
    private static readonly Problem WrongNetwork = new(400, "invalid-query", "network cannot be used", $"network is one of {string.Join(", ", AdNetworks.All.Keys)}.");
    private static readonly Problem NotStored = new(409, "segment-not-stored", "The segment is an example, and nobody is in it", "Store it first: PUT its text from GET /v1/segments/{id} to the same place.");

    /// <summary>All segments: how many members could be on a list, and why others are on none, as of the newest pass over all people.</summary>
    [Function("GetAudiences")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/audiences")] HttpRequest request, CancellationToken cancellationToken)
    {
        SegmentNumbers? numbers = await passes.NumbersAsync(cancellationToken);
        AudienceBody[] all = [.. (await editor.ListAsync(cancellationToken)).Select(one => AudienceBody.From(one, AudienceBody.SizeOf(one, numbers)))];
        return Answers.Json(new AudienceListBody(all, numbers is null ? null : EventCodec.Text(numbers.At), [.. AdNetworks.All.Keys]), WireJson.Relaxed.AudienceListBody);
    }

    /// <summary>
    /// The list of a segment for <c>?network=google</c>, <c>meta</c> or <c>tiktok</c>, as CSV of hashes: members by the newest pass who have not left since
    /// and, as of this moment, have said yes to advertising and to sharing.
    /// </summary>
    [Function("ExportAudience")]
    public async Task<IResult> Export(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/audiences/{segment}/export")] HttpRequest request, string segment, CancellationToken cancellationToken)
    {
        if (!AdNetworks.All.TryGetValue(request.Query["network"].ToString(), out AdNetwork network)) return Answers.Refusal(WrongNetwork);
        if (await editor.FindAsync(segment, cancellationToken) is not { } found) return Answers.Refusal(SegmentEditor.Unknown);
        if (found.Line.Version == 0) return Answers.Refusal(NotStored);
        return await export.PageAsync(segment, network, null, cancellationToken) is { } first
            ? new AudienceFile(segment, network, first, next => export.PageAsync(segment, network, next, request.HttpContext.RequestAborted))
            : Answers.Refusal(SegmentPeopleApi.NotYet);
    }
}
