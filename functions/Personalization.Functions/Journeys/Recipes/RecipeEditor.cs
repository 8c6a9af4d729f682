using Personalization.Common;
using Personalization.Common.Documents;
using Personalization.Journeys.Recipes;
using Personalization.Journeys.Recipes.Reading;
using Personalization.Segments.Definitions;

namespace Personalization.Functions.Journeys.Recipes;

/// <summary>A recipe as it is written. Version 0 stands for one that comes along and that the shop has not taken over.</summary>
/// <param name="Recipe">It.</param>
/// <param name="Line">What is known of it.</param>
/// <param name="Text">Its text, UTF-8.</param>
/// <param name="Findings">What should be better.</param>
internal sealed record WrittenRecipe(Recipe Recipe, RecipeLine Line, ReadOnlyMemory<byte> Text, IReadOnlyList<DocumentFinding> Findings);

/// <summary>A recipe, or why there is none.</summary>
internal readonly record struct EditResult(WrittenRecipe? Written, Problem? Problem);

/// <summary>Reads and changes the shop's recipes.</summary>
/// <param name="store">Texts.</param>
/// <param name="desk">Recipes.</param>
/// <param name="segments">Segments that recipes may ask for.</param>
/// <param name="time">The clock.</param>
public sealed class RecipeEditor(IRecipeStore store, RecipeDesk desk, ISegmentStore segments, TimeProvider time)
{
    private const int Attempts = 20;

    private static readonly RecipeLine NotYet = new(0, false, false, false, DateTimeOffset.UnixEpoch);
    private static readonly Problem Unknown = new(404, "unknown-recipe", "There is no such recipe", "GET /v1/journeys/recipes lists them; PUT /v1/journeys/recipes/{id} stores one.");
    private static readonly Problem Changed = new(412, "recipe-changed", "The recipe has changed since", "Read it again, take over what has changed, and send the new ETag as If-Match.");
    private static readonly Problem Blind = new(428, "precondition-required", "The version to be replaced is not named", "Send the recipe's ETag as If-Match, so that nobody's change is lost.");
    private static readonly Problem TooMany = new(422, "too-many-recipes", "There are too many recipes", $"A shop has at most {RecipeLimits.Recipes}.");

    /// <summary>Reads a text: what is wrong with it, and which templates and segments it names that there are not.</summary>
    internal async Task<RecipeReading> ReadAsync(ReadOnlyMemory<byte> text, string? id, CancellationToken cancellationToken)
    {
        DocumentIndex<SegmentLine> known = await segments.LoadAsync(cancellationToken);
        RecipeReading reading = RecipeReader.Read(text.Span, id, known.Ids());
        if (reading.Recipe is not { } recipe) return reading;
        IReadOnlyDictionary<string, TemplateKind> templates = await desk.TemplatesAsync(recipe, cancellationToken);
        return reading with { Findings = [.. reading.Findings, .. recipe.MissingTemplates(templates.Keys.ToHashSet(StringComparer.Ordinal))] };
    }

    /// <summary>A recipe, or null.</summary>
    internal async Task<WrittenRecipe?> FindAsync(string id, CancellationToken cancellationToken)
    {
        RecipeLine line = (await store.LoadAsync(cancellationToken)).Lines.GetValueOrDefault(id) ?? NotYet;
        ReadOnlyMemory<byte>? text = line.Version > 0 ? await store.TextAsync(id, line.Version, cancellationToken) : ShippedRecipes.All.GetValueOrDefault(id)?.Text;
        if (text is not { } written || (await ReadAsync(written, id, cancellationToken)) is not { Recipe: { } recipe } reading) return null;
        return new WrittenRecipe(recipe, line, written, reading.Findings);
    }

    /// <summary>All recipes, those that come along with them.</summary>
    internal async Task<IReadOnlyList<WrittenRecipe>> ListAsync(CancellationToken cancellationToken)
    {
        DocumentIndex<RecipeLine> index = await store.LoadAsync(cancellationToken);
        List<WrittenRecipe> all = [];
        foreach (string id in index.Lines.Keys.Union(ShippedRecipes.All.Keys).Order(StringComparer.Ordinal))
        {
            RecipeLine line = index.Lines.GetValueOrDefault(id) ?? NotYet;
            Recipe? recipe = line.Version > 0 ? await desk.FindAsync(id, line.Version, cancellationToken) : ShippedRecipes.All[id].Recipe;
            if (recipe is not null) all.Add(new WrittenRecipe(recipe, line, default, []));
        }
        return all;
    }

    /// <summary>Stores a text as the newest version.</summary>
    internal async Task<EditResult> PutAsync(string id, ReadOnlyMemory<byte> text, int? expected, CancellationToken cancellationToken)
    {
        RecipeReading reading = await ReadAsync(text, id, cancellationToken);
        if (reading.Recipe is not { } recipe) return new EditResult(null, Refusal(reading.Findings));
        EditResult result = await ChangeAsync(id, expected, async (index, line) =>
        {
            int version = (line?.Version ?? 0) + 1;
            // A text that somebody has stored and not entered into the list keeps its number.
            while (!await store.TryAddTextAsync(id, version, text, cancellationToken)) version++;
            return new RecipeLine(version, recipe.Active, false, false, time.GetUtcNow());
        }, cancellationToken);
        return result.Written is { } written ? new EditResult(written with { Recipe = recipe, Text = text, Findings = reading.Findings }, null) : result;
    }

    /// <summary>Takes a recipe away: nobody enters any more; who is in it goes on, unless it is stopped.</summary>
    internal Task<EditResult> ArchiveAsync(string id, bool stop, int? expected, CancellationToken cancellationToken) => ChangeAsync(id, expected, (_, line) =>
        Task.FromResult(line is null ? null : line with { Archived = true, Stopped = stop || line.Stopped, SavedAt = time.GetUtcNow() }), cancellationToken);

    /// <summary>What is wrong with a text, as a refusal with a line and column for each error.</summary>
    internal static Problem Refusal(IReadOnlyList<DocumentFinding> findings)
    {
        ProblemError[] errors = [.. findings.Where(one => !one.IsWarning).Select(one => new ProblemError(one.Code, one.Pointer, one.Detail, one.Line, one.Column))];
        return new Problem(400, "invalid-recipe", "The recipe cannot be used", $"Line {errors[0].Line}: {errors[0].Detail}" + (errors.Length > 1 ? $" And {errors.Length - 1} more; see errors." : ""), errors);
    }

    private async Task<EditResult> ChangeAsync(string id, int? expected, Func<DocumentIndex<RecipeLine>, RecipeLine?, Task<RecipeLine?>> change, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            DocumentIndex<RecipeLine> index = await store.LoadAsync(cancellationToken);
            RecipeLine? line = index.Lines.GetValueOrDefault(id);
            if (expected is { } version ? version != (line?.Version ?? 0) : line is { Archived: false }) return new EditResult(null, expected is null ? Blind : Changed);
            if (line is null && index.Lines.Count >= RecipeLimits.Recipes) return new EditResult(null, TooMany);
            if (await change(index, line) is not { } next) return new EditResult(null, Unknown);
            if (!await store.TrySaveAsync(index with { Lines = index.Lines.SetItem(id, next) }, cancellationToken)) continue;
            Recipe recipe = await desk.FindAsync(id, next.Version, cancellationToken) ?? throw new InvalidDataException($"Version {next.Version} of the recipe {id} has no text");
            return new EditResult(new WrittenRecipe(recipe, next, default, []), null);
        }
        throw new IOException("The list of recipes was changed by others at every attempt to change it");
    }
}
