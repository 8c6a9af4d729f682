using System.Text.Json;
using Azure;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using Personalization.Common;
using Personalization.Functions.Http;
using Personalization.Profiles.Texts;

namespace Personalization.Functions.Profiles.Texts;

/// <summary>What reviews and chats are read for.</summary>
/// <param name="store">Topics.</param>
/// <param name="reader">Reads them.</param>
public sealed class TextFunctions(TopicStore store, TextTopicReader reader)
{
    private static readonly Problem Changed = new(412, "topics-changed", "The topics have changed since", "Read them again and send their ETag as If-Match.");
    private static readonly Problem Blind = new(428, "precondition-required", "The version to be replaced is not named", "Send the ETag of GET /v1/texts/topics as If-Match.");
    private static readonly Problem TooLarge = new(413, "too-large", "The body is too large", $"Topics may have {TextLimits.DefinitionBytes / 1024} KB together, a text {TextLimits.TextLength} characters.");
    private static readonly Problem NoText = new(400, "invalid-text", "There is no text", "Send {\"text\":\"...\"}.");

    /// <summary>The topics; without an ETag those that come with the suite.</summary>
    [Function("GetTextTopics")]
    public async Task<IResult> Get([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/texts/topics")] HttpRequest request, CancellationToken cancellationToken) =>
        Answer(await store.LoadAsync(cancellationToken));

    /// <summary>Puts topics in place of all that were there: with If-Match, and without only where the shop has none of its own yet. What was concluded before stays.</summary>
    [Function("PutTextTopics")]
    public async Task<IResult> Put([HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/texts/topics")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, TextLimits.DefinitionBytes, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        if (reader.Read(body).Problem is { } problem) return Answers.Refusal(problem);
        string expected = request.Headers.IfMatch.ToString();
        if (expected.Length > 0 && !EntityTagHeaderValue.TryParse(expected, out _)) return Answers.Refusal(Changed);
        return await store.TrySaveAsync(body, expected.Length == 0 ? null : new ETag(expected), cancellationToken) is { } saved
            ? Answer(saved)
            : Answers.Refusal(expected.Length == 0 ? Blind : Changed);
    }

    /// <summary>What a text would say, of nobody: <c>{"text":".."}</c>. Nothing is stored.</summary>
    [Function("PreviewText")]
    public async Task<IResult> Preview([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/texts/preview")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, TextLimits.TextLength * 6, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        if (TextTopicReader.Text(body) is not { } text) return Answers.Refusal(NoText);
        TextExtractor extractor = (await store.LoadAsync(cancellationToken)).Extractor;
        return Answers.Json(new TextPreviewBody([.. extractor.Find(text).Select(one => new TextFindingBody(one.Topic.Id, one.Topic.Said.For("en"), one.Confidence))]), WireJson.Relaxed.TextPreviewBody);
    }

    private static IResult Answer(StoredTopics topics) => Answers.Json(new TextTopicsBody(JsonElement.Parse(topics.Json.Span)), WireJson.Relaxed.TextTopicsBody, topics.Version?.ToString());
}

/// <summary>Topics as they were written.</summary>
internal sealed record TextTopicsBody(JsonElement Definition);

/// <summary>What a text speaks of.</summary>
internal sealed record TextPreviewBody(IReadOnlyList<TextFindingBody> Topics);

/// <summary>A topic, and how sure it is.</summary>
internal sealed record TextFindingBody(string Id, string Said, double Confidence);
