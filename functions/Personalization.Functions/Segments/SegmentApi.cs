using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Events;
using Personalization.Functions.Http;
using Personalization.Functions.Jobs;
using Personalization.Segments;
using Personalization.Segments.Definitions;
using Personalization.Segments.Population;

namespace Personalization.Functions.Segments;

/// <summary>The shop's segments over HTTP: texts in YAML or JSON.</summary>
/// <param name="editor">Reads and changes them.</param>
/// <param name="passes">What was counted.</param>
/// <param name="counter">Counts.</param>
/// <param name="counted">What.</param>
/// <param name="jobs">Makes passes run.</param>
public sealed class SegmentApi(SegmentEditor editor, IPassStore passes, SegmentCounter counter, CountedRule counted, JobQueue jobs)
{
    private static readonly Problem TooLarge = new(413, "too-large", "The segment is too large", $"It may have {SegmentLimits.Bytes / 1024} KB.");
    private static readonly Problem Changed = new(412, "segment-changed", "If-Match names no version of the segment", "Send the ETag of GET /v1/segments/{id}.");
    private static readonly Problem NotYet = new(409, "no-population", "Nobody has been counted yet", "A first pass over all people has been asked for. Ask again in a minute.", RetryAfter: TimeSpan.FromSeconds(30));

    /// <summary>All segments, those that come along with the suite with them, and how many people are in each.</summary>
    [Function("GetSegments")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/segments")] HttpRequest request, CancellationToken cancellationToken)
    {
        SegmentNumbers? numbers = await passes.NumbersAsync(cancellationToken);
        SegmentLineBody[] all = [.. (await editor.ListAsync(cancellationToken)).Select(one => SegmentLineBody.From(one, numbers))];
        return Answers.Json(new SegmentListBody(all, numbers is null ? null : EventCodec.Text(numbers.At), numbers?.People), WireJson.Relaxed.SegmentListBody);
    }

    /// <summary>A segment with its text.</summary>
    [Function("GetSegment")]
    public async Task<IResult> Get([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/segments/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await editor.FindAsync(id, cancellationToken) is { } found ? await AnswerAsync(found, cancellationToken) : Answers.Refusal(SegmentEditor.Unknown);

    /// <summary>Stores a segment: with If-Match where there is one already. People enter and leave it from then on by their events, and by a pass over all that begins at once.</summary>
    [Function("PutSegment")]
    public async Task<IResult> Put([HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/segments/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, SegmentLimits.Bytes, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        return await ChangedAsync(request, expected => editor.PutAsync(id, body, expected, cancellationToken), cancellationToken);
    }

    /// <summary>Takes a segment away.</summary>
    [Function("DeleteSegment")]
    public Task<IResult> Delete([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/segments/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        ChangedAsync(request, expected => editor.RemoveAsync(id, expected, cancellationToken), cancellationToken);

    /// <summary>How many people a <c>rule</c> would hold, before it is stored, or with GET a <c>segment</c> holds or a <c>recipe</c> would take in; <c>?people=</c> says how many to look at (5,000 unless said, at most 50,000).</summary>
    [Function("CountSegment")]
    public async Task<IResult> Count([HttpTrigger(AuthorizationLevel.Function, "post", "get", Route = "v1/segments/count")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (SegmentQuery.Whole(request, "people", 1, SegmentCounter.Most, SegmentCounter.Usual) is not { } most) return Answers.Refusal(SegmentQuery.Wrong("people", 1, SegmentCounter.Most));
        (Condition? rule, Problem? problem) = await counted.ReadAsync(request, cancellationToken);
        if (rule is null) return Answers.Refusal(problem!);
        if (await counter.CountAsync(rule, most, cancellationToken) is { } estimate) return Answers.Json(SegmentCountBody.From(estimate), WireJson.Relaxed.SegmentCountBody);
        await jobs.BeginPassAsync(cancellationToken);
        return Answers.Refusal(NotYet);
    }

    private async Task<IResult> ChangedAsync(HttpRequest request, Func<int?, Task<SegmentEdit>> change, CancellationToken cancellationToken)
    {
        string tag = request.Headers.IfMatch.ToString();
        int? expected = int.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : null;
        if (tag.Length > 0 && expected is null) return Answers.Refusal(Changed);
        SegmentEdit result = await change(expected);
        return result.Problem is { } problem ? Answers.Refusal(problem) : await AnswerAsync(result.Written!, cancellationToken);
    }

    private async Task<IResult> AnswerAsync(WrittenSegment written, CancellationToken cancellationToken)
    {
        SegmentNumbers? numbers = await passes.NumbersAsync(cancellationToken);
        long? count = SegmentLineBody.CountOf(written, numbers);
        SegmentBody body = new(
            written.Segment.Id, written.Segment.Name, written.Segment.Description, written.Line.Version, written.Line.Text, count, count is null ? null : EventCodec.Text(numbers!.At));
        return Answers.Json(body, WireJson.Relaxed.SegmentBody, $"\"{written.Line.Version}\"");
    }
}
