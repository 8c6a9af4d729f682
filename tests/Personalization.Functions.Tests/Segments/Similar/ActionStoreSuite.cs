using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Personalization.Functions.Segments.Similar;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Segments.Similar;

namespace Personalization.Functions.Tests.Segments.Similar;

/// <summary>What every store of actions does.</summary>
public abstract class ActionStoreSuite
{
    private static readonly PersonKey Ann = PersonKey.User("ann"), Ben = PersonKey.User("ben");

    protected abstract IActionStore Create();

    [Fact]
    public async Task TryAdd_SameIdTwice_KeepsTheFirst()
    {
        IActionStore store = Create();

        Assert.True(await store.TryAddAsync(Action("one", Ann, Ben), default));
        Assert.False(await store.TryAddAsync(Action("one", Ben), default));

        StoredAction found = (await store.FindAsync("one", default))!;
        Assert.Equal(["u:ann", "u:ben"], found.People.Select(person => person.Value).Order(StringComparer.Ordinal));
        Assert.Equal(Action("one", Ann, Ben).Action, found.Action);
        Assert.Null(await store.FindAsync("two", default));
    }

    [Fact]
    public async Task Save_Undone_IsThereWithItsPeople()
    {
        IActionStore store = Create();
        await store.TryAddAsync(Action("one", Ann), default);

        await store.SaveAsync(Action("one", Ann).Action with { UndoneBy = "Leila", UndoneAt = Make.Noon }, default);

        StoredAction found = (await store.FindAsync("one", default))!;
        Assert.Equal(("Leila", 1), (found.Action.UndoneBy, found.People.Length));
    }

    [Fact]
    [Trait("Feature", "S49")]
    public async Task Place_ErasedPerson_IsInNoActionAnyMore()
    {
        IActionStore store = Create();
        await store.TryAddAsync(Action("one", Ann, Ben), default);
        await store.TryAddAsync(Action("two", Ann), default);
        ActionPlace place = new(store);
        PersonIdentity person = new([Ann], [], null);

        JsonNode exported = (await place.ExportAsync(person, default))!;
        Assert.Equal(["one", "two"], exported.AsArray().Select(one => one!["action"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        Assert.Equal(2, await place.EraseAsync(person, default));
        Assert.Equal(0, await place.EraseAsync(person, default));

        Assert.Null(await place.ExportAsync(person, default));
        StoredAction found = (await store.FindAsync("one", default))!;
        Assert.Equal(2, found.Action.People);
        Assert.Equal(Ben, Assert.Single(found.People));
    }

    private static StoredAction Action(string id, params PersonKey[] people) => new(new TagAction(id, "vip", "Nino", Make.Noon, people.Length), [.. people]);
}

public sealed class MemoryActionStoreTests : ActionStoreSuite
{
    protected override IActionStore Create() => new MemoryActionStore();
}

public sealed class TableActionStoreTests(OwnAzurite azurite) : ActionStoreSuite, IClassFixture<OwnAzurite>, IDisposable
{
    private TableActionStore? store;

    protected override IActionStore Create()
    {
        azurite.Tables.DeleteTable("actions");
        return store = new TableActionStore(azurite.Tables);
    }

    public void Dispose() => store?.Dispose();
}

/// <summary>Actions in memory.</summary>
internal sealed class MemoryActionStore : IActionStore
{
    private ImmutableSortedDictionary<string, StoredAction> actions = ImmutableSortedDictionary.Create<string, StoredAction>(StringComparer.Ordinal);

    public Task<bool> TryAddAsync(StoredAction action, CancellationToken cancellationToken) => Task.FromResult(ImmutableInterlocked.Update(ref actions, all => all.ContainsKey(action.Action.Id) ? all : all.Add(action.Action.Id, action)));

    public Task<StoredAction?> FindAsync(string id, CancellationToken cancellationToken) => Task.FromResult(actions.GetValueOrDefault(id));

    public Task SaveAsync(TagAction action, CancellationToken cancellationToken)
    {
        ImmutableInterlocked.Update(ref actions, all => all.SetItem(action.Id, all[action.Id] with { Action = action }));
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<string>> OfAsync(PersonKey person, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<string>>([.. actions.Where(one => one.Value.People.Contains(person)).Select(one => one.Key)]);

    public async Task<int> ForgetAsync(PersonKey person, CancellationToken cancellationToken)
    {
        IReadOnlyList<string> done = await OfAsync(person, cancellationToken);
        foreach (string id in done) ImmutableInterlocked.Update(ref actions, all => all.SetItem(id, all[id] with { People = all[id].People.Remove(person) }));
        return done.Count;
    }
}
