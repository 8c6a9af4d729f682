using Personalization.Journeys.Recipes;
using Personalization.Profiles;

namespace Personalization.Functions.Journeys.Recipes;

/// <summary>Changes what is remembered of people and recipes.</summary>
internal static class RecipePeople
{
    private const int Attempts = 20;

    /// <summary>Changes it by version; writes nothing where nothing changes. Gives what is stored then.</summary>
    public static async Task<RecipeMemory> ChangeAsync(
        this IRecipeMemoryStore store, PersonKey person, string recipe, StoredMemory? known, Func<RecipeMemory, RecipeMemory> change, CancellationToken cancellationToken)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            StoredMemory stored = known ?? await store.LoadAsync(person, recipe, cancellationToken);
            RecipeMemory next = change(stored.Memory);
            if (ReferenceEquals(next, stored.Memory) || await store.TrySaveAsync(person, recipe, stored, next, cancellationToken)) return next;
            known = null;
        }
        throw new IOException("What is remembered of a person was changed by others at every attempt");
    }
}
