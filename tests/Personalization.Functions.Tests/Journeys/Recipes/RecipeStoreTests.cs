using Personalization.Common.Documents;
using Personalization.Functions.Journeys.Recipes;
using Personalization.Journeys.Recipes;
using Personalization.Profiles;

namespace Personalization.Functions.Tests.Journeys.Recipes;

public sealed class RecipeStoreTests(OwnAzurite azurite) : IClassFixture<OwnAzurite>
{
    private static readonly DateTimeOffset Noon = Make.Noon;

    [Fact]
    public async Task Memory_ChangedByTwo_KeepsBothChanges()
    {
        using TableRecipeMemoryStore store = new(azurite.Tables);
        PersonKey ana = PersonKey.User("ana / # ?");
        Assert.Equal(new StoredMemory(RecipeMemory.None, null), await store.LoadAsync(ana, "x", default));
        StoredMemory empty = await store.LoadAsync(ana, "x", default);
        Assert.True(await store.TrySaveAsync(ana, "x", empty, RecipeMemory.None.WithEntry("one", Noon), default));
        Assert.False(await store.TrySaveAsync(ana, "x", empty, RecipeMemory.None.WithEntry("two", Noon), default));
        await store.ChangeAsync(ana, "x", empty, memory => memory.WithEntry("two", Noon.AddHours(1)).WithMessage("m", Noon) with { Inside = true }, default);

        RecipeMemory stored = (await store.LoadAsync(ana, "x", default)).Memory;
        Assert.Equal(["one", "two"], stored.Entries.Select(entry => entry.Key));
        Assert.Equal((true, 1), (stored.Inside, stored.Messages.Length));
        Assert.Empty((await store.LoadAsync(ana, "y", default)).Memory.Entries);
    }

    [Fact]
    public async Task Watchers_AddedTwice_AreOneAndOfTheirProductAlone()
    {
        using TableWatcherStore store = new(azurite.Tables);
        for (int again = 0; again < 2; again++) await store.AddAsync("tent/1", new Watcher("u:ana", Noon), default);
        await store.AddAsync("tent/1", new Watcher("u:ben", Noon), default);
        await store.AddAsync("lamp", new Watcher("u:cem", Noon), default);
        List<string> people = [];
        await foreach (Watcher watcher in store.OfAsync("tent/1", default)) people.Add(watcher.Person);

        Assert.Equal(["u:ana", "u:ben"], people.Order(StringComparer.Ordinal));
        Assert.Null(await store.LookedAtAsync(default));
        await store.SaveLookedAtAsync(Noon, default);
        Assert.Equal(Noon, await store.LookedAtAsync(default));
    }

    [Fact]
    public async Task Recipes_WrittenByTwo_LoseNoTextAndNoChange()
    {
        using BlobRecipeStore one = new(azurite.Blobs, TimeProvider.System), two = new(azurite.Blobs, TimeProvider.System);
        Assert.True(await one.TryAddTextAsync("x", 1, "a"u8.ToArray(), default));
        Assert.False(await two.TryAddTextAsync("x", 1, "b"u8.ToArray(), default));
        Assert.Equal("a"u8.ToArray(), (await two.TextAsync("x", 1, default))!.Value.ToArray());
        Assert.Null(await two.TextAsync("x", 2, default));
        DocumentIndex<RecipeLine> first = await one.LoadAsync(default);
        DocumentIndex<RecipeLine> next = first with { Lines = first.Lines.Add("x", new RecipeLine(1, true, false, false, Noon)) };
        Assert.True(await one.TrySaveAsync(next, default));
        Assert.False(await two.TrySaveAsync(next, default));

        Assert.Equal(new RecipeLine(1, true, false, false, Noon), (await two.CurrentAsync(default)).Lines["x"]);
    }
}
