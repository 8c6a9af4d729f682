using System.Text;
using Microsoft.AspNetCore.Http;
using Personalization.Common;
using Personalization.Common.Documents;
using Personalization.Functions.Http;
using Personalization.Functions.Journeys.Recipes;
using Personalization.Journeys.Recipes;
using Personalization.Segments;
using Personalization.Segments.Definitions;

namespace Personalization.Functions.Segments;

/// <summary>Reads which rule is to be counted: the <c>rule</c> of a body, or of a query; a segment, stored or an example; whom a recipe would take in.</summary>
/// <param name="editor">Segments.</param>
/// <param name="recipes">Recipes.</param>
public sealed class CountedRule(SegmentEditor editor, RecipeEditor recipes)
{
    private static readonly Problem TooLarge = new(413, "too-large", "The rule is too large", $"It may have {SegmentLimits.Bytes / 1024} KB.");
    private static readonly Problem UnknownRecipe = new(404, "unknown-recipe", "There is no such recipe", "GET /v1/journeys/recipes lists them.");
    private static readonly Problem Everybody = new(422, "no-conditions", "The recipe has no conditions", "Whom it takes in, events alone decide.");

    internal async Task<(Condition? Rule, Problem? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (HttpMethods.IsPost(request.Method)) return await RequestBody.ReadAsync(request, SegmentLimits.Bytes, cancellationToken) is { } body ? await RuleAsync(body, cancellationToken) : (null, TooLarge);
        if (request.Query["segment"].ToString() is { Length: > 0 } segment) return await editor.FindAsync(segment, cancellationToken) is { } found ? (found.Segment.Rule, null) : (null, SegmentEditor.Unknown);
        if (request.Query["recipe"].ToString() is { Length: > 0 } recipe)
            return await recipes.FindAsync(recipe, cancellationToken) is not { } written ? (null, UnknownRecipe) : Of(written.Recipe) is { } conditions ? (conditions, null) : (null, Everybody);
        return await RuleAsync(Encoding.UTF8.GetBytes($$"""{"rule":{{request.Query["rule"]}}}"""), cancellationToken);
    }

    /// <summary>The conditions under which a recipe takes somebody in, beside the event that it begins with; null for none.</summary>
    internal static Condition? Of(Recipe recipe) =>
        ((Condition?[])[(recipe.Trigger as SegmentTrigger)?.Condition, recipe.Entry]).OfType<Condition>().ToArray() is { Length: > 0 } asked ? new AllOf([.. asked]) : null;

    private async Task<(Condition? Rule, Problem? Problem)> RuleAsync(ReadOnlyMemory<byte> text, CancellationToken cancellationToken)
    {
        IReadOnlySet<string> known = await editor.IdsAsync(cancellationToken);
        (Condition? rule, IReadOnlyList<DocumentFinding> findings) = SegmentReader.ReadRule(text.Span, known);
        return rule is null ? (null, SegmentEditor.Refusal(findings)) : (rule, null);
    }
}
