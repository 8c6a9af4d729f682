using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Experiments.Definitions;
using Personalization.Functions.Http;

namespace Personalization.Functions.Experiments;

/// <summary>The shop's experiments over HTTP: texts in YAML or JSON.</summary>
/// <param name="editor">Reads and changes them.</param>
public sealed class ExperimentApi(ExperimentEditor editor)
{
    private static readonly Problem TooLarge = new(413, "too-large", "The experiment is too large", $"It may have {ExperimentLimits.Bytes / 1024} KB.");
    private static readonly Problem Changed = new(412, "experiment-changed", "If-Match names no version of the experiment", "Send the ETag of GET /v1/experiments/{id}.");

    /// <summary>All experiments, with how they stand.</summary>
    [Function("GetExperiments")]
    public async Task<IResult> List([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/experiments")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(new ExperimentListBody([.. (await editor.ListAsync(cancellationToken)).Select(one => ExperimentLineBody.From(one, editor.Now))]), WireJson.Relaxed.ExperimentListBody);

    /// <summary>An experiment with its text.</summary>
    [Function("GetExperiment")]
    public async Task<IResult> Get([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/experiments/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await editor.FindAsync(id, cancellationToken) is { } found ? Answer(found) : Answers.Refusal(ExperimentEditor.Unknown);

    /// <summary>Stores an experiment that was not started yet: with If-Match where there is one already.</summary>
    [Function("PutExperiment")]
    public async Task<IResult> Put([HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/experiments/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await RequestBody.ReadAsync(request, ExperimentLimits.Bytes, cancellationToken) is { } body
            ? await ChangedAsync(request, expected => editor.PutAsync(id, body, expected, cancellationToken))
            : Answers.Refusal(TooLarge);

    /// <summary>Takes an experiment away that does not run.</summary>
    [Function("DeleteExperiment")]
    public Task<IResult> Delete([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/experiments/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        ChangedAsync(request, expected => editor.RemoveAsync(id, expected, cancellationToken));

    /// <summary>Lets people in, now or when it says. It runs once.</summary>
    [Function("StartExperiment")]
    public Task<IResult> Start([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/experiments/{id}/start")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        ChangedAsync(request, expected => editor.StartAsync(id, expected, cancellationToken));

    /// <summary>Ends it.</summary>
    [Function("StopExperiment")]
    public Task<IResult> Stop([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/experiments/{id}/stop")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        ChangedAsync(request, expected => editor.StopAsync(id, expected, cancellationToken));

    private async Task<IResult> ChangedAsync(HttpRequest request, Func<int?, Task<ExperimentEdit>> change)
    {
        string tag = request.Headers.IfMatch.ToString();
        int? expected = int.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : null;
        if (tag.Length > 0 && expected is null) return Answers.Refusal(Changed);
        ExperimentEdit result = await change(expected);
        return result.Problem is { } problem ? Answers.Refusal(problem) : Answer(result.Written!);
    }

    private IResult Answer(WrittenExperiment written) => Answers.Json(ExperimentBody.From(written, editor.Now), WireJson.Relaxed.ExperimentBody, $"\"{written.Line.Version}\"");
}
