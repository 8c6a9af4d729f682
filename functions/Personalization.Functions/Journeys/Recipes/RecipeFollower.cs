using Microsoft.DurableTask.Client;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Profiles;
using Personalization.Functions.Segments;
using Personalization.Journeys.Recipes;
using Personalization.Profiles;
using Personalization.Segments;

namespace Personalization.Functions.Journeys.Recipes;

/// <summary>
/// Brings people into recipes by their events. An event that no active recipe asks for costs nothing; one that does costs a look at the
/// profile, which this instance has just stored, and reads and writes only where a run may begin.
/// </summary>
public sealed class RecipeFollower : IEventFollower
{
    private readonly RecipeDesk desk;
    private readonly ProfileUpdater profiles;
    private readonly ICatalogStore catalog;
    private readonly RecipeEntrance entrance;
    private readonly IWatcherStore watchers;
    private readonly SegmentDesk segments;
    private readonly TimeProvider time;
    private readonly Noticed watched;

    /// <summary>By its services.</summary>
    public RecipeFollower(
        RecipeDesk desk, ProfileUpdater profiles, ICatalogStore catalog, RecipeEntrance entrance, IWatcherStore watchers, SegmentDesk segments, TimeProvider time) =>
        (this.desk, this.profiles, this.catalog, this.entrance, this.watchers, this.segments, this.time, watched) = (desk, profiles, catalog, entrance, watchers, segments, time, new Noticed(time));

    /// <inheritdoc/>
    public async Task NoticeAsync(IReadOnlyList<ShopEvent> events, DurableTaskClient client, CancellationToken cancellationToken)
    {
        RecipeShelf shelf = await desk.CurrentAsync(cancellationToken);
        if (shelf.Active.IsEmpty) return;
        CatalogSnapshot products = await catalog.CurrentAsync(cancellationToken);
        foreach (IGrouping<PersonKey, ShopEvent> person in events.GroupBy(PersonKey.Of))
        {
            ShopEvent[] own = [.. person];
            if (shelf.WatchesProducts) await WatchAsync(person.Key, own, products, cancellationToken);
            ActiveRecipe[] concerned = [.. shelf.Active.Where(one => own.Any(by => RecipeListening.Begins(one.Recipe, by) || RecipeListening.Hears(one.Recipe, by)))];
            if (concerned.Length == 0) continue;
            PersonFacts facts = await segments.FactsAsync(await profiles.ResolveAsync(person.Key, cancellationToken), cancellationToken);
            foreach (ActiveRecipe one in concerned) await NoticeAsync(one, own, facts, client, cancellationToken);
        }
    }

    private async Task NoticeAsync(ActiveRecipe one, ShopEvent[] events, PersonFacts facts, DurableTaskClient client, CancellationToken cancellationToken)
    {
        PersonKey person = facts.Profile.Key;
        if (one.Recipe.Trigger is SegmentTrigger) await entrance.CompareAsync(one, events, facts, client, cancellationToken);
        else
            foreach (RecipeStart start in RecipeStarts.Of(one.Recipe, one.Version, events, facts, time.GetUtcNow())) await entrance.EnterAsync(one, person, start, client, cancellationToken);
        if (events.Any(by => RecipeListening.Hears(one.Recipe, by))) await entrance.WakeAsync(one, person, client, cancellationToken);
        if (events.Any(by => RecipeListening.Moves(one.Recipe.Trigger, by))) await client.WakeAsync(RecipeStarts.InstanceOf(one.Recipe.Id, person, ""), cancellationToken);
    }

    private async Task WatchAsync(PersonKey person, ShopEvent[] events, CatalogSnapshot products, CancellationToken cancellationToken)
    {
        foreach (ShopEvent one in events)
            foreach (string product in ProductChanges.WatchedBy(one, products).Distinct())
            {
                string name = $"{person.Value}\n{product}";
                if (watched.Has(name, "")) continue;
                await watchers.AddAsync(product, new Watcher(person.Value, one.Timestamp), cancellationToken);
                watched.Keep(name, "");
            }
    }
}
