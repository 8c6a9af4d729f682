using System.Collections.Concurrent;
using System.Collections.Immutable;
using Personalization.Common.Documents;
using Personalization.Journeys.Recipes;
using Personalization.Journeys.Recipes.Reading;
using Personalization.Messages;
using Personalization.Messages.Templates;

namespace Personalization.Functions.Journeys.Recipes;

/// <summary>A recipe that takes people in.</summary>
/// <param name="Recipe">It.</param>
/// <param name="Version">Its version.</param>
public sealed record ActiveRecipe(Recipe Recipe, int Version);

/// <summary>The shop's recipes at one moment.</summary>
/// <param name="Index">All.</param>
/// <param name="Active">Those that take people in.</param>
public sealed record RecipeShelf(DocumentIndex<RecipeLine> Index, ImmutableArray<ActiveRecipe> Active)
{
    /// <summary>Whether some recipe is about products that people wait for.</summary>
    public bool WatchesProducts { get; } = Active.Any(one => one.Recipe.Trigger is PriceDropTrigger or BackInStockTrigger);
}

/// <summary>Recipes ready to be run: read once for each version, which never changes.</summary>
/// <param name="store">Texts.</param>
/// <param name="templates">Templates.</param>
/// <param name="time">The clock.</param>
public sealed class RecipeDesk(IRecipeStore store, ITemplateSource templates, TimeProvider time)
{
    private const int MostKept = 2_000;
    private static readonly TimeSpan TemplatesFor = TimeSpan.FromMinutes(1);

    private ConcurrentDictionary<(string Id, int Version), Recipe> read = new();
    private ConcurrentDictionary<string, (TemplateKind? Kind, long ReadAt)> kinds = new(StringComparer.Ordinal);
    private volatile RecipeShelf? shelf;

    /// <summary>The recipes as of a moment ago.</summary>
    public async ValueTask<RecipeShelf> CurrentAsync(CancellationToken cancellationToken)
    {
        DocumentIndex<RecipeLine> index = await store.CurrentAsync(cancellationToken);
        if (shelf is { } known && ReferenceEquals(known.Index, index)) return known;
        List<ActiveRecipe> active = [];
        foreach ((string id, RecipeLine line) in index.Lines)
            if (line is { Active: true, Archived: false } && await FindAsync(id, line.Version, cancellationToken) is { } recipe) active.Add(new ActiveRecipe(recipe, line.Version));
        return shelf = new RecipeShelf(index, [.. active]);
    }

    /// <summary>A version of a recipe; null where there is none.</summary>
    public async ValueTask<Recipe?> FindAsync(string id, int version, CancellationToken cancellationToken)
    {
        if (read.TryGetValue((id, version), out Recipe? known)) return known;
        if (await store.TextAsync(id, version, cancellationToken) is not { } text) return null;
        Recipe recipe = RecipeReader.Read(text.Span, id).Recipe ?? throw new InvalidDataException($"Version {version} of the stored recipe {id} cannot be read");
        if (read.Count >= MostKept) read = new();
        return read[(id, version)] = recipe;
    }

    /// <summary>What the templates of a recipe are, as of a minute ago; those that there are.</summary>
    public async ValueTask<IReadOnlyDictionary<string, TemplateKind>> TemplatesAsync(Recipe recipe, CancellationToken cancellationToken)
    {
        Dictionary<string, TemplateKind> found = new(StringComparer.Ordinal);
        foreach (string id in recipe.AllSteps.OfType<MessageStep>().Select(step => step.Template).Distinct())
            if (await KindAsync(id, cancellationToken) is { } kind) found[id] = kind;
        return found;
    }

    private async ValueTask<TemplateKind?> KindAsync(string id, CancellationToken cancellationToken)
    {
        if (kinds.TryGetValue(id, out (TemplateKind? Kind, long ReadAt) known) && time.GetElapsedTime(known.ReadAt) < TemplatesFor) return known.Kind;
        MessageTemplate? template = await templates.TemplateAsync(id, cancellationToken);
        TemplateKind? kind = template is null ? null : new TemplateKind(template.Purpose is MessagePurpose.Marketing, template.List);
        if (kinds.Count >= MostKept) kinds = new(StringComparer.Ordinal);
        kinds[id] = (kind, time.GetTimestamp());
        return kind;
    }
}
