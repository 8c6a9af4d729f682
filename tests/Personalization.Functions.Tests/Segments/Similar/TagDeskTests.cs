using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Profiles;
using Personalization.Functions.Segments.Similar;
using Personalization.Functions.Tests.Events;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Profiles.Staff;
using Personalization.Simulator.Stores;
using Personalization.Testing;
using Personalization.Tests.Segments.Predictions;

namespace Personalization.Functions.Tests.Segments.Similar;

/// <summary>One click tags many, and one takes exactly that back.</summary>
[Trait("Feature", "S49")]
public sealed class TagDeskTests : IDisposable
{
    private static readonly ConsentPolicy Policy = new(Purpose.Personalization);
    private readonly ManualTimeProvider time = new(Make.Noon);
    private readonly ProfileUpdater profiles = new(new MemoryProfileStore());
    private readonly MemoryActionStore actions = new();
    private readonly ServerEvents events;
    private readonly TagDesk desk;

    public TagDeskTests()
    {
        events = new ServerEvents(new MemoryEventQueue(), new EventPipeline(new MemoryEventLake(time), [new ProfileSubscriber(profiles)], []));
        desk = new TagDesk(actions, profiles, events, time);
    }

    [Fact]
    public async Task Undo_SomeHadTheTagBeforeAndSomeGotItAnew_TakesBackOnlyItsOwn()
    {
        await LookAsync("before", "new", "anew");
        await TagAsync("before", "vip", "Zaza");
        time.Advance(TimeSpan.FromMinutes(1));

        ActionResult done = await desk.TagAsync("act", Keys("before", "new", "anew"), "VIP", "Nino", default);
        Assert.Equal((2, "vip"), (done.Action!.People, done.Action.Tag));
        Assert.Equal("yes yes yes", await HaveAsync("before", "new", "anew"));
        time.Advance(TimeSpan.FromMinutes(1));
        await TagAsync("anew", "vip", "Zaza");
        time.Advance(TimeSpan.FromMinutes(1));
        ActionResult undone = await desk.UndoAsync("act", "Leila", default);

        Assert.Equal((1, "Leila", time.GetUtcNow()), (undone.Changed, undone.Action!.UndoneBy, undone.Action.UndoneAt));
        Assert.Equal("yes no yes", await HaveAsync("before", "new", "anew"));
        time.Advance(TimeSpan.FromMinutes(1));
        ActionResult again = await desk.UndoAsync("act", "Nino", default);
        Assert.Equal((0, "Leila"), (again.Changed, again.Action!.UndoneBy));
    }

    [Fact]
    public async Task Tag_SentTwice_IsOneAction()
    {
        await LookAsync("ann");
        await desk.TagAsync("act", Keys("ann"), "vip", "Nino", default);
        time.Advance(TimeSpan.FromMinutes(1));
        await desk.UndoAsync("act", "Nino", default);
        time.Advance(TimeSpan.FromMinutes(1));

        ActionResult again = await desk.TagAsync("act", Keys("ann"), "vip", "Nino", default);

        Assert.NotNull(again.Action!.UndoneAt);
        Assert.Equal("no", await HaveAsync("ann"));
    }

    [Fact]
    public async Task Tag_WrongTagOrUnknownAction_IsRefusedInWords()
    {
        Assert.Equal(400, (await desk.TagAsync("act", [], "<b>", "Nino", default)).Problem!.Status);
        Assert.Equal(400, (await desk.TagAsync("act", [], "vip", "", default)).Problem!.Status);
        Assert.Equal("unknown-action", (await desk.UndoAsync("none", "Nino", default)).Problem!.Code);
    }

    [Fact]
    public async Task FindSimilar_ErasedAndMergedPeople_AreNotNamedTwiceOrAtAll()
    {
        await LookAsync("ann", "ben", "cyd");
        OnePart population = new([.. (await Task.WhenAll(Keys("ann", "ben", "cyd").Select(async key => (await profiles.ResolveAsync(key, default)).Profile))), Looked("gone")]);
        using SimilarPeople similar = new(population, new MemoryCatalogStore(), profiles, Policy, time);

        (IReadOnlyList<Personalization.Segments.Similar.SimilarPerson> found, int among) = (await similar.FindAsync(Looked("ann"), 10, default))!.Value;

        Assert.Equal(["u:ben", "u:cyd"], found.Select(one => one.Person.Value).Order(StringComparer.Ordinal));
        Assert.Equal(4, among);
    }

    [Theory]
    [InlineData("consent:personalization")]
    [InlineData("consent:analytics")]
    public async Task FindSimilar_WhoHasDeniedBeforeOrSinceTheSnapshot_IsNeitherNamedNorLikened(string consent)
    {
        await LookAsync("ann", "ben", "cyd");
        await DenyAsync("ben", consent);
        OnePart population = new([.. await Task.WhenAll(Keys("ann", "ben", "cyd").Select(async key => (await profiles.ResolveAsync(key, default)).Profile))]);
        using SimilarPeople similar = new(population, new MemoryCatalogStore(), profiles, Policy, time);
        Assert.Equal(["u:cyd"], (await similar.FindAsync(Looked("ann"), 10, default))!.Value.Found.Select(one => one.Person.Value));

        await DenyAsync("cyd", consent);

        (IReadOnlyList<Personalization.Segments.Similar.SimilarPerson> found, int among) = (await similar.FindAsync(Looked("ann"), 10, default))!.Value;
        Assert.Equal((0, 2), (found.Count, among));
        Assert.False(similar.May((await profiles.ResolveAsync(PersonKey.User("cyd"), default)).Profile));
        Assert.True(similar.May(Looked("ann")));
        using SimilarPeople strict = new(population, new MemoryCatalogStore(), profiles, ConsentPolicy.Strict, time);
        Assert.False(strict.May(Looked("ann")));
    }

    [Fact]
    public async Task FindSimilar_NoSnapshot_SaysNothing()
    {
        using SimilarPeople similar = new(new OnePart(null), new MemoryCatalogStore(), profiles, Policy, time);

        Assert.Null(await similar.FindAsync(Looked("ann"), 10, default));
    }

    public void Dispose() => profiles.Dispose();

    private static PersonKey[] Keys(params string[] names) => [.. names.Select(PersonKey.User)];

    private async Task LookAsync(params string[] names)
    {
        foreach (string name in names) await profiles.ApplyAsync(PersonKey.User(name), [.. Looks(name)], default);
    }

    private Task DenyAsync(string name, string consent) => profiles.ApplyAsync(
        PersonKey.User(name),
        [EventCodec.Parse(EventCodec.Line(new EventDraft($"no-{name}-{consent}", EventType.Identify, null, name, null, Make.Noon, Make.Noon, "test"), traits: json => json.WriteString(consent, "denied")))], default);

    private async Task TagAsync(string name, string tag, string author)
    {
        StaffChange change = StaffReader.Tag(tag, System.Text.Encoding.UTF8.GetBytes($$"""{"author":"{{author}}"}"""), time.GetUtcNow()).Change!;
        Assert.True(await events.TryAcceptAsync([change.Line(PersonKey.User(name), change.IdFor(PersonKey.User(name), null, time.GetUtcNow()), time.GetUtcNow())], default));
    }

    private async Task<string> HaveAsync(params string[] names)
    {
        List<string> have = [];
        foreach (PersonKey key in Keys(names)) have.Add((await profiles.ResolveAsync(key, default)).Profile.Staff.HasTag("vip", time.GetUtcNow()) ? "yes" : "no");
        return string.Join(' ', have);
    }

    private static IEnumerable<ShopEvent> Looks(string name) => new LakeStory().Step("Product Viewed", "tent", LakeStory.Start, null, name).Lines.Select(EventCodec.Parse);

    private static Profile Looked(string name) => ProfileRules.Apply(new Profile { Key = PersonKey.User(name) }, Looks(name)).Profile;
}
