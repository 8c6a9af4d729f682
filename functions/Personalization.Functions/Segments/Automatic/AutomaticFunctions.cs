using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Functions.Http;
using Personalization.Segments.Automatic;

namespace Personalization.Functions.Segments.Automatic;

/// <summary>Segments that the suite has found, for a merchant to keep.</summary>
/// <param name="finder">Finds them.</param>
/// <param name="editor">Keeps the shop's segments.</param>
public sealed class AutomaticFunctions(AutomaticFinder finder, SegmentEditor editor)
{
    private const int MostBytes = 4096;

    private static readonly Problem NotYet = new(
        409, "nothing-found-yet", "Nobody has looked for segments yet", "That is done every night, and by POST /v1/predictions/rebuild.", RetryAfter: TimeSpan.FromSeconds(60));

    private static readonly Problem Unknown = new(404, "unknown-automatic-segment", "There is no such segment among those found", "GET /v1/segments/automatic lists them; what is found changes every night.");

    private static readonly Problem Unreadable = new(400, "invalid-body", "The body cannot be read", """Send {"id":"big-spenders"}, the id to keep the segment under, and where wanted a "name".""");

    /// <summary>What was found last: cells of the RFM grid and groups of customers, each with its name, its rule and how many people it holds.</summary>
    [Function("GetAutomaticSegments")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/segments/automatic")] HttpRequest request, CancellationToken cancellationToken) =>
        await finder.FoundAsync(cancellationToken) is { } found ? Answers.Json(AutomaticBody.From(found), WireJson.Relaxed.AutomaticBody) : Answers.Refusal(NotYet);

    /// <summary>Keeps one as a segment of the shop: <c>{"id":"big-spenders","name":"Big spenders"}</c>. From then on it is the shop's, and changes by no night.</summary>
    [Function("SaveAutomaticSegment")]
    public async Task<IResult> Save(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/segments/automatic/{id}/save")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await ReadAsync(request, cancellationToken) is not { Id: { Length: > 0 } kept } body) return Answers.Refusal(Unreadable);
        if ((await finder.FoundAsync(cancellationToken))?.Segments.FirstOrDefault(one => one.Id == id) is not { } found) return Answers.Refusal(Unknown);
        SegmentEdit edit = await editor.PutAsync(kept, TextOf(found, body.Name), null, cancellationToken);
        if (edit.Problem is { } problem) return Answers.Refusal(problem);
        WrittenSegment written = edit.Written!;
        SegmentBody answer = new(written.Segment.Id, written.Segment.Name, written.Segment.Description, written.Line.Version, written.Line.Text, null, null);
        return Answers.Json(answer, WireJson.Relaxed.SegmentBody, $"\"{written.Line.Version}\"");
    }

    /// <summary>The text of a segment that was found, as a merchant would write it.</summary>
    internal static byte[] TextOf(AutomaticSegment found, string? name) => JsonSerializer.SerializeToUtf8Bytes(
        new JsonObject { ["name"] = name is { Length: > 0 } ? name : found.Name, ["description"] = found.Description, ["rule"] = JsonNode.Parse(found.Rule) }, WireJson.Relaxed.JsonObject);

    private static async Task<SaveAutomaticBody?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, MostBytes, cancellationToken) is not { } bytes) return null;
        try
        {
            return JsonSerializer.Deserialize(bytes.Span, WireJson.Relaxed.SaveAutomaticBody);
        }
        catch (JsonException)
        {
            return null; // The refusal says what a body looks like.
        }
    }
}
