using Microsoft.DurableTask.Client;
using Personalization.Catalog;
using Personalization.Journeys.Recipes;
using Personalization.Profiles;

namespace Personalization.Functions.Journeys.Recipes;

/// <summary>Looks at what has changed in the catalog, and begins runs for those who wait for it.</summary>
/// <param name="desk">Recipes.</param>
/// <param name="catalog">Products.</param>
/// <param name="watchers">Who waits.</param>
/// <param name="entrance">Begins runs.</param>
/// <param name="time">The clock.</param>
public sealed class ProductWatch(RecipeDesk desk, ICatalogStore catalog, IWatcherStore watchers, RecipeEntrance entrance, TimeProvider time)
{
    // A change bears the time at which the shop told of it, and comes into the catalog a moment later. Runs begin once however often it is seen.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    /// <summary>Looks once.</summary>
    public async Task RunAsync(DurableTaskClient client, CancellationToken cancellationToken)
    {
        RecipeShelf shelf = await desk.CurrentAsync(cancellationToken);
        if (!shelf.WatchesProducts) return;
        DateTimeOffset now = time.GetUtcNow();
        // Before the first look nothing is news.
        DateTimeOffset after = await watchers.LookedAtAsync(cancellationToken) ?? now;
        foreach (ProductChange change in ProductChanges.Between(await catalog.CurrentAsync(cancellationToken), after - Overlap, now))
        {
            ActiveRecipe[] concerned = [.. shelf.Active.Where(one => ProductChanges.Fits(one.Recipe.Trigger, change))];
            if (concerned.Length == 0) continue;
            await foreach (Watcher watcher in watchers.OfAsync(change.ProductId, cancellationToken))
                if (watcher.At < change.At) await BeginAsync(concerned, new PersonKey(watcher.Person), change, client, now, cancellationToken);
        }
        await watchers.SaveLookedAtAsync(now, cancellationToken);
    }

    private async Task BeginAsync(ActiveRecipe[] recipes, PersonKey person, ProductChange change, DurableTaskClient client, DateTimeOffset now, CancellationToken cancellationToken)
    {
        foreach (ActiveRecipe one in recipes)
            await entrance.EnterAsync(one, person, RecipeStarts.OfProduct(one.Recipe, one.Version, person, change.ProductId, $"{change.At.UtcTicks}", now), client, cancellationToken);
    }
}
