using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Functions.Http;
using Personalization.Journeys.Recipes;
using Personalization.Journeys.Recipes.Reading;

namespace Personalization.Functions.Journeys.Recipes;

/// <summary>The shop's recipes over HTTP: texts in YAML or JSON.</summary>
/// <param name="editor">Reads and changes them.</param>
public sealed class RecipeApi(RecipeEditor editor)
{
    private static readonly Problem Unknown = new(404, "unknown-recipe", "There is no such recipe", "GET /v1/journeys/recipes lists them; PUT /v1/journeys/recipes/{id} stores one.");
    private static readonly Problem TooLarge = new(413, "too-large", "The recipe is too large", $"It may have {RecipeLimits.Bytes / 1024} KB.");
    private static readonly Problem Changed = new(412, "recipe-changed", "If-Match names no version of the recipe", "Send the ETag of GET /v1/journeys/recipes/{id}.");

    /// <summary>All recipes, those that come along with the suite with them.</summary>
    [Function("GetRecipes")]
    public async Task<IResult> List(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/journeys/recipes")] HttpRequest request, CancellationToken cancellationToken) =>
        Answers.Json(new RecipeListBody([.. (await editor.ListAsync(cancellationToken)).Select(RecipeLineBody.From)]), WireJson.Relaxed.RecipeListBody);

    /// <summary>A recipe with its text, or under the id <c>schema</c> the JSON schema of recipes.</summary>
    [Function("GetRecipe")]
    public async Task<IResult> Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/journeys/recipes/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (id == "schema") return Results.Bytes(ShippedRecipes.Schema().ToArray(), "application/schema+json; charset=utf-8");
        return await editor.FindAsync(id, cancellationToken) is { } found ? Answer(found) : Answers.Refusal(Unknown);
    }

    /// <summary>Stores a recipe as a new version: with If-Match where there is one already. People who are in it keep to the version that they came in by.</summary>
    [Function("PutRecipe")]
    public async Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/journeys/recipes/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, RecipeLimits.Bytes, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        return await ChangedAsync(request, expected => editor.PutAsync(id, body, expected, cancellationToken));
    }

    /// <summary>Takes a recipe away: nobody enters any more. Who is in it goes on, unless the query says <c>stop=true</c>.</summary>
    [Function("DeleteRecipe")]
    public Task<IResult> Delete(
        [HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/journeys/recipes/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        ChangedAsync(request, expected => editor.ArchiveAsync(id, request.Query["stop"] == "true", expected, cancellationToken));

    /// <summary>What is wrong with a recipe, without storing it.</summary>
    [Function("ValidateRecipe")]
    public async Task<IResult> Validate(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/journeys/recipes/validate")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, RecipeLimits.Bytes, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        RecipeReading reading = await editor.ReadAsync(body, null, cancellationToken);
        return reading.Recipe is null ? Answers.Refusal(RecipeEditor.Refusal(reading.Findings)) : Answers.Json(new RecipeCheckBody(reading.Recipe.Id, RecipeBody.WarningsOf(reading.Findings)), WireJson.Relaxed.RecipeCheckBody);
    }

    private static async Task<IResult> ChangedAsync(HttpRequest request, Func<int?, Task<EditResult>> change)
    {
        string tag = request.Headers.IfMatch.ToString();
        int? expected = int.TryParse(tag.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out int version) ? version : null;
        if (tag.Length > 0 && expected is null) return Answers.Refusal(Changed);
        EditResult result = await change(expected);
        return result.Problem is { } problem ? Answers.Refusal(problem) : Answer(result.Written!);
    }

    private static IResult Answer(WrittenRecipe written) => Answers.Json(RecipeBody.From(written), WireJson.Relaxed.RecipeBody, $"\"{written.Line.Version}\"");
}
