using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Functions.Catalog.Imports;
using Personalization.Functions.Http;
using Personalization.Profiles.Imports;

namespace Personalization.Functions.Profiles.Imports;

/// <summary>Customers and scores in, from files of other systems.</summary>
/// <param name="desk">Takes files in.</param>
/// <param name="mappings">Reads mappings.</param>
public sealed class PeopleImportFunctions(ImportDesk desk, PeopleMappings mappings)
{
    /// <summary>
    /// Takes a file of customers: CSV as the body with <c>?preset=NAME</c>, or a form with the parts <c>mapping</c> (JSON) and <c>file</c>. Answers 202;
    /// <c>GET /v1/imports/{id}</c> says how many lines met whom.
    /// </summary>
    [Function("ImportCustomers")]
    public Task<IResult> Customers(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/imports/customers")] HttpRequest request, FunctionContext context, CancellationToken cancellationToken) =>
        AcceptAsync(request, context, PeopleImport.Customers, PeopleMappings.PresetNames, cancellationToken);

    /// <summary>Takes a file of scores: a form with the parts <c>mapping</c> and <c>file</c>.</summary>
    [Function("ImportScores")]
    public Task<IResult> Scores(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/imports/scores")] HttpRequest request, FunctionContext context, CancellationToken cancellationToken) =>
        AcceptAsync(request, context, PeopleImport.Scores, [], cancellationToken);

    private async Task<IResult> AcceptAsync(HttpRequest request, FunctionContext context, string kind, IReadOnlyList<string> presets, CancellationToken cancellationToken)
    {
        ImportUpload upload = await ImportUpload.ReadAsync(request, presets, json => mappings.Read(json.Span, kind == PeopleImport.Scores).Problem, cancellationToken);
        return upload.Problem is { } problem ? Answers.Refusal(problem) : await desk.AcceptAsync(desk.New(context.InvocationId, kind), upload, cancellationToken);
    }
}
