using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Personalization.Common.Documents;
using Personalization.Profiles;

namespace Personalization.Journeys.Recipes;

/// <summary>What is known of a shop's recipe beside its text. Field names are storage format.</summary>
/// <param name="Version">Its newest version; each change makes a new one, and all are kept.</param>
/// <param name="Active">Whether that version takes people in.</param>
/// <param name="Archived">Whether it was taken away.</param>
/// <param name="Stopped">Whether those who are in it stop where they are.</param>
/// <param name="SavedAt">When it was last changed, UTC.</param>
public sealed record RecipeLine(int Version, bool Active, bool Archived, bool Stopped, DateTimeOffset SavedAt);

/// <summary>Recipes as they are written.</summary>
public interface IRecipeStore : IDocumentIndexStore<RecipeLine>
{
    /// <summary>The text of a version, UTF-8, or null.</summary>
    Task<ReadOnlyMemory<byte>?> TextAsync(string id, int version, CancellationToken cancellationToken);

    /// <summary>Stores the text of a new version; false where that version has a text.</summary>
    Task<bool> TryAddTextAsync(string id, int version, ReadOnlyMemory<byte> text, CancellationToken cancellationToken);
}

/// <summary>What is remembered of a person and a recipe, with the version under which it is stored; null before it is.</summary>
public sealed record StoredMemory(RecipeMemory Memory, string? Version);

/// <summary>What is remembered of people and recipes.</summary>
public interface IRecipeMemoryStore
{
    /// <summary>What is stored now.</summary>
    Task<StoredMemory> LoadAsync(PersonKey person, string recipe, CancellationToken cancellationToken);

    /// <summary>Stores it in place of the loaded one; false when others have changed it since.</summary>
    Task<bool> TrySaveAsync(PersonKey person, string recipe, StoredMemory loaded, RecipeMemory next, CancellationToken cancellationToken);
}

/// <summary>Somebody who waits for a product.</summary>
/// <param name="Person">Value of the person's key.</param>
/// <param name="At">Since when, UTC.</param>
public sealed record Watcher(string Person, DateTimeOffset At);

/// <summary>Who waits for which product, and up to when the catalog was looked at on their behalf.</summary>
public interface IWatcherStore
{
    /// <summary>Adds somebody; the same one again changes nothing.</summary>
    Task AddAsync(string productId, Watcher watcher, CancellationToken cancellationToken);

    /// <summary>All who wait for a product.</summary>
    IAsyncEnumerable<Watcher> OfAsync(string productId, CancellationToken cancellationToken);

    /// <summary>Up to when the catalog was looked at; null for never.</summary>
    Task<DateTimeOffset?> LookedAtAsync(CancellationToken cancellationToken);

    /// <summary>Remembers up to when.</summary>
    Task SaveLookedAtAsync(DateTimeOffset at, CancellationToken cancellationToken);
}

/// <summary>Source-generated serializers of what is stored of recipes.</summary>
[JsonSerializable(typeof(RecipeMemory))]
[JsonSerializable(typeof(ImmutableSortedDictionary<string, RecipeLine>))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
public sealed partial class RecipeCodec : JsonSerializerContext;
