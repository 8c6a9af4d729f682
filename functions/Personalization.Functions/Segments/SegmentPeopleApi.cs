using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Events;
using Personalization.Functions.Http;
using Personalization.Functions.Profiles;
using Personalization.Profiles;
using Personalization.Segments.Population;

namespace Personalization.Functions.Segments;

/// <summary>Who is in the shop's segments, and what they do.</summary>
/// <param name="editor">Segments.</param>
/// <param name="desk">Segments in service.</param>
/// <param name="counter">Members.</param>
/// <param name="passes">What was counted.</param>
/// <param name="profiles">Profiles.</param>
public sealed class SegmentPeopleApi(SegmentEditor editor, SegmentDesk desk, SegmentCounter counter, IPassStore passes, ProfileUpdater profiles)
{
    private const int UsualMembers = 100;
    private const int MostMembers = 1_000;

    private static readonly Problem Unreadable = new(
        400, "invalid-profile-id", "The profile id cannot be read", "Use user_id:YOUR_ID or anonymous_id:DEVICE_ID, URL-encoded.");

    internal static readonly Problem NotYet = new(409, "no-population", "Nobody has been counted yet", "The first pass over all people has not ended. Ask again in a minute.", RetryAfter: TimeSpan.FromSeconds(30));

    /// <summary>
    /// Members as the newest pass over all people has found them: <c>?limit=</c> at a time, the next ones by <c>?after=</c>, where a page may be short
    /// before the end; or all of them as a file with <c>?format=csv</c> or <c>ndjson</c>.
    /// </summary>
    [Function("GetSegmentMembers")]
    public async Task<IResult> Members(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/segments/{id}/members")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (SegmentQuery.Whole(request, "limit", 1, MostMembers, UsualMembers) is not { } limit) return Answers.Refusal(SegmentQuery.Wrong("limit", 1, MostMembers));
        string format = request.Query["format"].ToString();
        if (format.Length > 0 && !SegmentFile.Formats.Contains(format)) return Answers.Refusal(SegmentFile.Unknown);
        string? after = request.Query["after"].ToString() is { Length: > 0 } said ? said : null;
        if (await editor.FindAsync(id, cancellationToken) is null) return Answers.Refusal(SegmentEditor.Unknown);
        if (await counter.MembersAsync(id, after, format.Length > 0 ? MostMembers : limit, cancellationToken) is not { } page) return Answers.Refusal(NotYet);
        if (format.Length > 0) return new SegmentFile(id, format, page, next => counter.MembersAsync(id, next, MostMembers, request.HttpContext.RequestAborted));
        return Answers.Json(new SegmentMembersBody(id, EventCodec.Text(page.At), [.. page.Members.Select(one => one.Profile.Key.Address)], page.Next), WireJson.Relaxed.SegmentMembersBody);
    }

    /// <summary>How many members of a segment viewed, carted and ordered in 7, 30 and 90 days, by the newest pass.</summary>
    [Function("GetSegmentFunnel")]
    public async Task<IResult> Funnel(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/segments/{id}/funnel")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await editor.FindAsync(id, cancellationToken) is null) return Answers.Refusal(SegmentEditor.Unknown);
        if (await passes.NumbersAsync(cancellationToken) is not { } numbers) return Answers.Refusal(NotYet);
        SegmentCount count = numbers.Segments.GetValueOrDefault(id) ?? SegmentCount.Nobody;
        return Answers.Json(new SegmentFunnelBody(id, EventCodec.Text(numbers.At), count.Members, count.Funnel), WireJson.Relaxed.SegmentFunnelBody);
    }

    /// <summary>The segments that a person is in now, with what changed lately and why.</summary>
    [Function("GetProfileSegments")]
    public async Task<IResult> OfProfile(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/profiles/{id}/segments")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (PersonKey.Parse(id) is not { } key) return Answers.Refusal(Unreadable);
        StoredProfile stored = await profiles.ResolveAsync(key, cancellationToken);
        return stored.Profile.LastSeen is null
            ? Answers.Refusal(new Problem(404, "unknown-profile", "There is no such profile", "No event of this person has been processed."))
            : Answers.Json(ProfileSegmentsBody.From(stored, await desk.CurrentAsync(cancellationToken)), WireJson.Relaxed.ProfileSegmentsBody);
    }
}
