using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using Personalization.Common;
using Personalization.Functions.Http;
using Personalization.Messages.Templates;

namespace Personalization.Functions.Messages;

/// <summary>The shop's message templates.</summary>
/// <param name="templates">Templates.</param>
/// <param name="reader">Reads them.</param>
/// <param name="renderer">Fills them in.</param>
public sealed class TemplateFunctions(TemplateStore templates, TemplateReader reader, MessageRenderer renderer)
{
    private static readonly Problem Unknown = new(404, "unknown-template", "There is no such template", "Store it with PUT /v1/messages/templates/{id}.");
    private static readonly Problem Changed = new(412, "template-changed", "The template has changed since", "Read it again and send its ETag as If-Match.");
    private static readonly Problem Blind = new(428, "precondition-required", "The version to be replaced is not named", "Send the template's ETag as If-Match.");
    private static readonly Problem TooLarge = new(413, "too-large", "The template is too large", $"It may have {TemplateLimits.TemplateBytes / 1024} KB.");

    /// <summary>A template as it was written.</summary>
    [Function("GetMessageTemplate")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/messages/templates/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await templates.FindAsync(id, cancellationToken) is { } found
            ? Answers.Json(new TemplateBody(id, JsonElement.Parse(found.Json.ToMemory().Span), []), WireJson.Relaxed.TemplateBody, found.Version)
            : Answers.Refusal(Unknown);

    /// <summary>Stores a template: with If-Match where there is one already.</summary>
    [Function("PutMessageTemplate")]
    public async Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/messages/templates/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, TemplateLimits.TemplateBytes, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        TemplateReading reading = reader.Read(id, body);
        if (reading.Problem is { } problem) return Answers.Refusal(problem);
        string expected = request.Headers.IfMatch.ToString();
        if (expected.Length > 0 && !EntityTagHeaderValue.TryParse(expected, out _)) return Answers.Refusal(Changed);
        string? version = await templates.TrySaveAsync(id, body, expected.Length == 0 ? null : expected, cancellationToken);
        return version is null
            ? Answers.Refusal(expected.Length == 0 ? Blind : Changed)
            : Answers.Json(new TemplateBody(id, JsonElement.Parse(body.Span), reading.Warnings), WireJson.Relaxed.TemplateBody, version);
    }

    /// <summary>Fills a template in that need not be stored: <c>{"template":{..} or "ID","model":{..},"language":"el"}</c>.</summary>
    [Function("PreviewMessage")]
    public async Task<IResult> Preview(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/messages/preview")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, TemplateLimits.TemplateBytes + TemplateLimits.ModelBytes, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        if (!JsonFields.TryParse(body, out JsonElement root)) return Answers.Refusal(JsonFields.NotAnObject);
        TemplateReading reading = await ReadAsync(root, cancellationToken);
        if (reading.Problem is { } problem) return Answers.Refusal(problem);
        root.TryGetProperty("model", out JsonElement model);
        Rendering rendering = renderer.Render(reading.Template!, model, JsonFields.Text(root, "language"));
        return rendering.Problem is { } missing
            ? Answers.Refusal(missing)
            : Answers.Json(new RenderedBody(rendering.Message!, reading.Warnings), WireJson.Relaxed.RenderedBody);
    }

    private async Task<TemplateReading> ReadAsync(JsonElement root, CancellationToken cancellationToken)
    {
        if (JsonFields.Text(root, "template") is not { } id) return reader.Read("preview", root.TryGetProperty("template", out JsonElement draft) ? draft : default(JsonElement));
        return await templates.FindAsync(id, cancellationToken) is { } found ? new TemplateReading(found.Template, null, []) : new TemplateReading(null, Unknown, []);
    }
}

/// <summary>A template, and what should be better.</summary>
internal sealed record TemplateBody(string Id, JsonElement Template, IReadOnlyList<ProblemError> Warnings);

/// <summary>A filled-in template, and what should be better.</summary>
internal sealed record RenderedBody(RenderedMessage Message, IReadOnlyList<ProblemError> Warnings);
