using System.Text;
using Personalization.Common;
using Personalization.Common.Documents;
using Personalization.Events;
using Personalization.Journeys.Recipes;

namespace Personalization.Functions.Journeys.Recipes;

/// <summary>A recipe in a list. Of one that comes along and was not taken over, the version is 0.</summary>
internal sealed record RecipeLineBody(string Id, string Name, string Description, bool Active, bool Shipped, int Version, bool Archived, bool Stopped, string? SavedAt)
{
    public static RecipeLineBody From(WrittenRecipe written) => new(
        written.Recipe.Id, written.Recipe.Name, written.Recipe.Description, written.Line is { Active: true, Archived: false }, ShippedRecipes.All.ContainsKey(written.Recipe.Id),
        written.Line.Version, written.Line.Archived, written.Line.Stopped, written.Line.Version == 0 ? null : EventCodec.Text(written.Line.SavedAt));
}

/// <summary>All recipes.</summary>
internal sealed record RecipeListBody(IReadOnlyList<RecipeLineBody> Recipes);

/// <summary>A recipe with its text.</summary>
internal sealed record RecipeBody(string Id, bool Active, int Version, bool Archived, string? Text, IReadOnlyList<ProblemError> Warnings)
{
    public static RecipeBody From(WrittenRecipe written) => new(
        written.Recipe.Id, written.Line is { Active: true, Archived: false }, written.Line.Version, written.Line.Archived,
        written.Text.IsEmpty ? null : Encoding.UTF8.GetString(written.Text.Span), WarningsOf(written.Findings));

    public static IReadOnlyList<ProblemError> WarningsOf(IEnumerable<DocumentFinding> findings) =>
        [.. findings.Select(one => new ProblemError(one.Code, one.Pointer, one.Detail, one.Line, one.Column))];
}

/// <summary>A recipe that can be used, and what should be better.</summary>
internal sealed record RecipeCheckBody(string Id, IReadOnlyList<ProblemError> Warnings);
