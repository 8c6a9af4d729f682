using System.Text.Json;
using Azure.Data.Tables;
using Personalization.Functions.Storage;
using Personalization.Journeys.Recipes;
using Personalization.Profiles;

namespace Personalization.Functions.Journeys.Recipes;

/// <summary>What is remembered of people and recipes, in the table <c>recipepeople</c>: partition person, row recipe.</summary>
internal sealed class TableRecipeMemoryStore(TableServiceClient tables) : IRecipeMemoryStore, IDisposable
{
    private const string Column = "Memory";

    private readonly VersionedTable table = new(tables, "recipepeople");

    public async Task<StoredMemory> LoadAsync(PersonKey person, string recipe, CancellationToken cancellationToken) =>
        await table.FindAsync(person.StorageKey, recipe, cancellationToken) is { } found
            ? new StoredMemory(JsonSerializer.Deserialize(found.GetString(Column)!, RecipeCodec.Default.RecipeMemory)!, found.ETag.ToString())
            : new StoredMemory(RecipeMemory.None, null);

    public async Task<bool> TrySaveAsync(PersonKey person, string recipe, StoredMemory loaded, RecipeMemory next, CancellationToken cancellationToken)
    {
        TableEntity entity = new(person.StorageKey, recipe) { [Column] = JsonSerializer.Serialize(next, RecipeCodec.Default.RecipeMemory) };
        return await table.TrySaveAsync(entity, loaded.Version, cancellationToken) is not null;
    }

    public void Dispose() => table.Dispose();
}
