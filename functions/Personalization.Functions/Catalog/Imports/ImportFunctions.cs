using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Catalog.Imports;
using Personalization.Common;
using Personalization.Functions.Http;

namespace Personalization.Functions.Catalog.Imports;

/// <summary>History in: order files, and the demo shop.</summary>
/// <param name="store">Imports.</param>
/// <param name="desk">Takes them in.</param>
public sealed class ImportFunctions(ImportStore store, ImportDesk desk)
{
    /// <summary>
    /// Takes an order file for import: CSV as the body with <c>?preset=NAME</c>, or a form with the parts <c>mapping</c> (JSON) and <c>file</c>.
    /// Answers 202 and where to see how it goes.
    /// </summary>
    [Function("ImportOrders")]
    public async Task<IResult> Orders(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/imports/orders")] HttpRequest request, FunctionContext context, CancellationToken cancellationToken)
    {
        ImportUpload upload = await ImportUpload.ReadAsync(request, ImportPresets.Names, json => ImportMappings.Read(json.Span).Problem, cancellationToken);
        return upload.Problem is { } problem ? Answers.Refusal(problem) : await desk.AcceptAsync(desk.New(context.InvocationId, "orders"), upload, cancellationToken);
    }

    /// <summary>Loads the demo shop: the same for the same <c>?seed=N</c>, ending now. Answers 202 and where to see how it goes.</summary>
    [Function("ImportDemo")]
    public Task<IResult> Demo(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/imports/demo")] HttpRequest request, FunctionContext context, CancellationToken cancellationToken)
    {
        string seed = request.Query["seed"].ToString();
        if (seed.Length > 0 && !int.TryParse(seed, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _))
            return Task.FromResult(Answers.Refusal(new Problem(
                400, "invalid-query", "The query cannot be answered", "seed must be a whole number.", [new ProblemError("wrong_type", "seed", "seed must be a whole number.")])));
        return desk.AcceptAsync(desk.New(context.InvocationId, "demo") with { Seed = seed.Length == 0 ? 1 : int.Parse(seed, CultureInfo.InvariantCulture) }, cancellationToken);
    }

    /// <summary>Where an import stands, with what was found in its file.</summary>
    [Function("GetImport")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/imports/{importId}")] HttpRequest request, string importId,
        CancellationToken cancellationToken) =>
        importId.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') && await store.FindAsync(importId, cancellationToken) is { } status
            ? Answers.Json(status, ImportJson.Relaxed.ImportStatus)
            : Answers.Refusal(new Problem(404, "unknown-import", "There is no such import", "Use the importId that the request for the import was answered with."));
}
