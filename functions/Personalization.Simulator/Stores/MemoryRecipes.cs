using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Personalization.Journeys.Recipes;
using Personalization.Profiles;

namespace Personalization.Simulator.Stores;

/// <summary>Recipes in memory.</summary>
internal sealed class MemoryRecipeStore : MemoryIndexStore<RecipeLine>, IRecipeStore
{
    private readonly ConcurrentDictionary<(string, int), ReadOnlyMemory<byte>> texts = new();

    public Task<ReadOnlyMemory<byte>?> TextAsync(string id, int version, CancellationToken cancellationToken) =>
        Task.FromResult<ReadOnlyMemory<byte>?>(texts.TryGetValue((id, version), out ReadOnlyMemory<byte> text) ? text : null);

    public Task<bool> TryAddTextAsync(string id, int version, ReadOnlyMemory<byte> text, CancellationToken cancellationToken) => Task.FromResult(texts.TryAdd((id, version), text));
}

/// <summary>What is remembered of people, in memory, and how often it was read and written.</summary>
internal sealed class MemoryRecipeMemory : IRecipeMemoryStore
{
    private readonly ConcurrentDictionary<(PersonKey, string), StoredMemory> rows = new();
    private int uses;

    public int Uses => uses;

    public Task<StoredMemory> LoadAsync(PersonKey person, string recipe, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref uses);
        return Task.FromResult(rows.GetValueOrDefault((person, recipe)) ?? new StoredMemory(RecipeMemory.None, null));
    }

    public Task<bool> TrySaveAsync(PersonKey person, string recipe, StoredMemory loaded, RecipeMemory next, CancellationToken cancellationToken)
    {
        int version = Interlocked.Increment(ref uses);
        // Through its text, as a table would have it.
        RecipeMemory stored = JsonSerializer.Deserialize(JsonSerializer.Serialize(next, RecipeCodec.Default.RecipeMemory), RecipeCodec.Default.RecipeMemory)!;
        StoredMemory row = new(stored, version.ToString(CultureInfo.InvariantCulture));
        return Task.FromResult(loaded.Version is null
            ? rows.TryAdd((person, recipe), row)
            : rows.TryGetValue((person, recipe), out StoredMemory? there) && there.Version == loaded.Version && rows.TryUpdate((person, recipe), row, there));
    }
}

/// <summary>People who wait, in memory.</summary>
internal sealed class MemoryWatchers : IWatcherStore
{
    private readonly ConcurrentDictionary<(string Product, string Person), Watcher> all = new();
    private DateTimeOffset? lookedAt;

    public int Count => all.Count;

    public Task AddAsync(string productId, Watcher watcher, CancellationToken cancellationToken)
    {
        all[(productId, watcher.Person)] = watcher;
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<Watcher> OfAsync(string productId, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (Watcher watcher in all.Where(one => one.Key.Product == productId).Select(one => one.Value).OrderBy(one => one.Person, StringComparer.Ordinal)) yield return watcher;
        await Task.CompletedTask;
    }

    public Task<DateTimeOffset?> LookedAtAsync(CancellationToken cancellationToken) => Task.FromResult(lookedAt);

    public Task SaveLookedAtAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        lookedAt = at;
        return Task.CompletedTask;
    }
}
