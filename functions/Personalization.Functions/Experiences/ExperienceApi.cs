using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Experiences.Definitions;
using Personalization.Functions.Http;

namespace Personalization.Functions.Experiences;

/// <summary>The shop's experiences over HTTP: texts in YAML or JSON.</summary>
/// <param name="editor">Reads and changes them.</param>
public sealed class ExperienceApi(ExperienceEditor editor)
{
    private static readonly Problem TooLarge = new(413, "too-large", "The experience is too large", $"It may have {ExperienceLimits.Bytes / 1024} KB.");
    private static readonly Problem Changed = new(412, "experience-changed", "If-Match names no version of the experience", "Send the ETag of GET /v1/experiences/{id}.");

    /// <summary>All experiences, those that come along as examples with them.</summary>
    [Function("GetExperiences")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/experiences")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(new ExperienceListBody([.. (await editor.ListAsync(cancellationToken)).Select(ExperienceLineBody.From)]), WireJson.Relaxed.ExperienceListBody);

    /// <summary>An experience with its text.</summary>
    [Function("GetExperience")]
    public async Task<IResult> Get([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/experiences/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await editor.FindAsync(id, cancellationToken) is { } found ? Answer(found) : Answers.Refusal(ExperienceEditor.Unknown);

    /// <summary>Stores an experience: with If-Match where there is one already.</summary>
    [Function("PutExperience")]
    public async Task<IResult> Put([HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/experiences/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await RequestBody.ReadAsync(request, ExperienceLimits.Bytes, cancellationToken) is { } body
            ? await ChangedAsync(request, expected => editor.PutAsync(id, body, expected, cancellationToken))
            : Answers.Refusal(TooLarge);

    /// <summary>Takes an experience away.</summary>
    [Function("DeleteExperience")]
    public Task<IResult> Delete([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/experiences/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        ChangedAsync(request, expected => editor.RemoveAsync(id, expected, cancellationToken));

    private static async Task<IResult> ChangedAsync(HttpRequest request, Func<int?, Task<ExperienceEdit>> change)
    {
        string tag = request.Headers.IfMatch.ToString();
        int? expected = int.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : null;
        if (tag.Length > 0 && expected is null) return Answers.Refusal(Changed);
        ExperienceEdit result = await change(expected);
        return result.Problem is { } problem ? Answers.Refusal(problem) : Answer(result.Written!);
    }

    private static IResult Answer(WrittenExperience written) =>
        Answers.Json(ExperienceBody.From(written), WireJson.Relaxed.ExperienceBody, written.Line.Version > 0 ? $"\"{written.Line.Version}\"" : null);
}
