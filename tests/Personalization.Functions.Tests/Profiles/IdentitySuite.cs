using System.Text.Json;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Profiles;
using Personalization.Functions.Profiles.Identity;
using Personalization.Functions.Tests.Events;
using Personalization.Profiles;
using Personalization.Profiles.Identity;
using Personalization.Testing;

namespace Personalization.Functions.Tests.Profiles;

/// <summary>Who is who, as events and merchants say it, on every store: the whole way from the event to what is stored.</summary>
[Trait("Feature", "S05")]
public abstract class IdentitySuite : IDisposable
{
    private static readonly PersonKey Ana = PersonKey.User("ana"), Ben = PersonKey.User("ben"), Eva = PersonKey.User("eva"), Tablet = PersonKey.Anonymous("tablet");
    private static readonly PersonKey Mail = PersonKey.Parse("email:ana@example.com")!.Value;
    private static readonly IdentityRequest Word = new(default, default, "Nino", "Two sisters", false);

    private readonly InterruptedStore store;
    private readonly IQuarantineStore quarantine;
    private readonly ProfileUpdater profiles;
    private readonly EventPipeline pipeline;
    private readonly IdentityDesk desk;

    private protected IdentitySuite(IProfileStore profileStore, IQuarantineStore quarantine)
    {
        this.quarantine = quarantine;
        store = new InterruptedStore(profileStore);
        profiles = new ProfileUpdater(store, Make.Signer, quarantine: quarantine);
        ManualTimeProvider time = new(Make.Noon);
        pipeline = new EventPipeline(new MemoryEventLake(time), [new ProfileSubscriber(profiles)], []);
        desk = new IdentityDesk(store, profiles, IdentityGuards.Default, quarantine, new ServerEvents(new DroppingQueue(), pipeline), time);
    }

    [Fact]
    public async Task Events_OfAnAddressAlone_FindThePersonWhoDeclaredIt()
    {
        await TakeAsync(Told("1", EventType.Identify, "ana", "phone", """{"email":"Ana@Example.com"}"""));
        await TakeAsync(Told("2", EventType.Track, null, null, context: """{"traits":{"email":"ana@example.com"}}"""));

        Profile ana = await OfAsync(Mail);
        Assert.Equal((Ana, 1), (ana.Key, ana.EventCounts["Email Opened"]));
        Assert.Equal([Mail.Value, "a:phone"], (await profiles.PartsAsync(Ana, default)).Identity.Merges.Select(merge => merge.From.Value).Order().Reverse());
    }

    [Fact]
    public async Task Undo_WithEventsBeforeBetweenAndAfter_RestoresBothSidesByteForByte()
    {
        ShopEvent[] mine = [Make.Event("m1", user: "ana", device: null), Make.Event("m2", user: "ana", device: null, minute: 9), Make.Event("m3", user: "ana", device: null, minute: 2)];
        ShopEvent[] devices = [Make.Event("d1", device: "tablet", product: "q"), Make.Event("d2", device: "tablet", minute: 5), Make.Event("d3", device: "tablet", minute: 1)];
        await TakeAsync(mine[0], devices[0]);
        ShopEvent signIn = Told("link", EventType.Identify, "ana", "tablet", """{"size":"M"}""");
        await TakeAsync(signIn);
        await TakeAsync(mine[1], devices[1], devices[0]);
        MergeRecord merge = (await profiles.PartsAsync(Ana, default)).Identity.Merges.Single();
        Assert.Equal("The identify call named anonymous_id:tablet and user_id:ana together.", merge.Reason);

        MergeRecord undone = (await desk.UndoAsync(merge.Id, Word, default)).Merge!;
        await TakeAsync(mine[2], devices[2], devices[1]);
        await TakeAsync(signIn);

        Assert.Equal(("Nino", "Two sisters", merge.Id), (undone.UndoneBy, undone.UndoneReason, undone.Id));
        Same(Applied(Tablet, devices), await OfAsync(Tablet));
        Same(Applied(Ana, [.. mine, signIn]), await OfAsync(Ana));
        Assert.Empty(await store.LoadPartsAsync(Ana, default));
        Assert.Equal("unknown-merge", (await desk.UndoAsync(merge.Id, Word, default)).Problem!.Code);
    }

    [Fact]
    public async Task Undo_OfOneInAChain_TakesOutOnlyThat()
    {
        await TakeAsync(Make.Event("d", device: "tablet"), Told("e", EventType.Identify, null, "tablet", """{"email":"ana@example.com"}"""), Make.Event("a", user: "ana", device: null));
        await TakeAsync(Told("link", EventType.Identify, "ana", null, """{"email":"ana@example.com"}"""));
        JoinedPerson whole = await profiles.PartsAsync(Tablet, default);
        Assert.Equal((Ana, 2), (whole.Root, whole.Identity.Merges.Length));

        await desk.UndoAsync(whole.Identity.Merges.Single(merge => merge.From == Tablet).Id, Word, default);

        Assert.Equal((Ana, Tablet), ((await OfAsync(Mail)).Key, (await OfAsync(Tablet)).Key));
        Assert.Equal(2, (await OfAsync(Tablet)).EventCounts.Values.Sum());
        Assert.Equal(2, (await OfAsync(Ana)).EventCounts.Values.Sum());
    }

    [Fact]
    public async Task SignIns_OfSeveralOnATablet_AreHeldBackAndFromTheThirdOnItBelongsToNobody()
    {
        await TakeAsync(Make.Event("t1", device: "tablet"), Make.Event("a", user: "ana", device: "tablet"));
        await TakeAsync(Make.Event("b", user: "ben", device: "tablet"));
        QuarantineEntry held = Assert.Single(await quarantine.ListAsync(null, 10, default));
        Assert.Equal((GuardNames.SharedDevice, "b", Tablet, Ben), (held.Guard, held.MessageId, held.From, held.Into));
        Assert.Equal(Ana, (await OfAsync(Tablet)).Key);

        await TakeAsync(Make.Event("e", user: "eva", device: "tablet"), Make.Event("t2", device: "tablet"));
        await TakeAsync(Make.Event("a2", user: "ana", device: "tablet"), Make.Event("e2", user: "eva", device: "tablet"), Make.Event("x", user: "xenia", device: "tablet"));

        Same(Applied(Tablet, [Make.Event("t1", device: "tablet"), Make.Event("t2", device: "tablet")]), await OfAsync(Tablet));
        Same(Applied(Ana, [Make.Event("a", user: "ana", device: "tablet"), Make.Event("a2", user: "ana", device: "tablet")]), await OfAsync(Ana));
        Assert.Equal([Ben, Eva, PersonKey.User("xenia")], [(await OfAsync(Ben)).Key, (await OfAsync(Eva)).Key, (await OfAsync(PersonKey.User("xenia"))).Key]);
        Assert.Equal(2, (await quarantine.ListAsync(null, 10, default)).Count);
        Assert.Contains(Tablet.Value, (await profiles.PartsAsync(Tablet, default)).Identity.Shared);
    }

    [Fact]
    public async Task Alias_OfTwoKnownPeople_TakesNobodyOver()
    {
        await TakeAsync(Make.Event("a", user: "ana", device: null), Make.Event("b", user: "ben", device: null));

        await TakeAsync(EventCodec.Parse("""{"messageId":"alias","type":"alias","userId":"ben","previousId":"ana","timestamp":"2026-11-01T12:00:00.000Z","receivedAt":"2026-11-01T12:00:00.000Z"}"""u8.ToArray()));

        Assert.Equal((Ana, Ben), ((await OfAsync(Ana)).Key, (await OfAsync(Ben)).Key));
        Assert.Equal(GuardNames.TwoPeople, Assert.Single(await quarantine.ListAsync(null, 10, default)).Guard);
        MergeRecord merge = (await desk.ApproveAsync((await quarantine.ListAsync(null, 10, default))[0].Id, Word, default)).Merge!;
        Assert.Equal((Ben, "Nino"), ((await OfAsync(Ana)).Key, merge.By));
        Assert.Empty(await quarantine.ListAsync(null, 10, default));
    }

    [Fact]
    public async Task Merge_ByAMerchant_StandsAgainstGuardsOnlyWhenForcedAndCountsOnce()
    {
        await TakeAsync(Make.Event("a", user: "ana", device: null), Make.Event("b", user: "ben", device: null));
        IdentityRequest asked = new(Ana, Ben, "Nino", "Same card", false);

        Assert.Equal("guarded", (await desk.MergeAsync(asked, default)).Problem!.Code);
        MergeRecord merge = (await desk.MergeAsync(asked with { Force = true }, default)).Merge!;
        Assert.Equal("already-one", (await desk.MergeAsync(asked, default)).Problem!.Code);
        await desk.UndoAsync(merge.Id, Word, default);
        // The queue brings the merge once more, after it was undone.
        await TakeAsync(EventCodec.Parse(new IdentityAct(Ana, Ben, false, "Nino", "Same card").Line(merge.MessageId!, Make.Noon)));

        Same(Applied(Ana, [Make.Event("a", user: "ana", device: null)]), await OfAsync(Ana));
        Same(Applied(Ben, [Make.Event("b", user: "ben", device: null)]), await OfAsync(Ben));
    }

    [Fact]
    public async Task EMail_ThatTwoPeopleClaim_StaysWithTheFirst()
    {
        await TakeAsync(Told("1", EventType.Identify, "ana", null, """{"email":"ana@example.com"}"""));
        await TakeAsync(Told("2", EventType.Identify, "ben", null, """{"email":"ana@example.com"}"""));
        await TakeAsync(Told("3", EventType.Identify, "ben", null, """{"email":"test@example.com"}"""));

        Assert.Equal(Ana, (await OfAsync(Mail)).Key);
        Assert.Equal([GuardNames.BlockedValue, GuardNames.ClaimedAddress], (await quarantine.ListAsync(null, 10, default)).Select(entry => entry.Guard).Order(StringComparer.Ordinal));
        Assert.Equal("names-nobody", (await desk.ApproveAsync((await quarantine.ListAsync(null, 10, default)).Single(entry => entry.Guard == GuardNames.BlockedValue).Id, Word, default)).Problem!.Code);
    }

    [Fact]
    public async Task Steps_InterruptedAnywhereAndDoneAgain_LoseNothingAndCountNothingTwice()
    {
        // Merges in a chain, a sign-in too many, all of it taken apart: with a death at every save there is, one after the other.
        ShopEvent[][] all =
        [
            [Make.Event("d", device: "tablet"), Make.Event("a", user: "ana", device: null)],
            [Told("e", EventType.Identify, null, "tablet", """{"email":"ana@example.com"}""")],
            [Make.Event("l", user: "ana", device: "tablet"), Make.Event("d2", device: "tablet")],
            [Make.Event("b", user: "ben", device: "tablet")],
            [Make.Event("x", user: "eva", device: "tablet"), Make.Event("d3", device: "tablet")],
        ];
        for (int death = 0; ; death++)
        {
            store.SavesUntilFailure = death;
            bool died = false;
            string run = $"-{death}";
            foreach (ShopEvent[] batch in all.Select(one => one.Select(said => Renamed(said, run)).ToArray()))
            {
                try
                {
                    await TakeAsync(batch);
                }
                catch (IOException)
                {
                    died = true;
                    await TakeAsync(batch);
                }
            }
            ShopEvent[] told = [.. all.SelectMany(batch => batch).Select(said => Renamed(said, run))];
            foreach (IGrouping<PersonKey, ShopEvent> person in told.GroupBy(PersonKey.Of)) Same(Applied(person.Key, person), await OfAsync(person.Key));
            store.SavesUntilFailure = -1;
            if (!died) break;
        }
        Assert.InRange(store.Saves, 100, 10_000);
    }

    [Fact]
    public async Task Delete_Person_LeavesNothingUnderAnyOfTheKeys()
    {
        await TakeAsync(Make.Event("d", device: "tablet"), Told("1", EventType.Identify, "ana", "tablet", """{"email":"ana@example.com"}"""));
        Assert.Equal([Tablet, Mail, Ana], await profiles.KeysAsync(Tablet, default));

        Assert.InRange(await profiles.DeleteAsync(Mail, default), 4, 6);

        foreach (PersonKey key in (PersonKey[])[Tablet, Mail, Ana])
        {
            Assert.Null((await store.LoadLatestAsync(key, default)).Version);
            Assert.Empty(await store.LoadPartsAsync(key, default));
        }
        Assert.Equal(0, await profiles.DeleteAsync(Mail, default));
    }

    [Fact]
    public async Task Preview_OfTwoPeople_TellsWhatWouldChange()
    {
        await TakeAsync(Told("1", EventType.Identify, "ana", null, """{"size":"M","city":"Batumi"}"""), Told("2", EventType.Identify, "ben", null, """{"size":"L"}"""));

        MergePreview preview = (await desk.PreviewAsync(Ben, Ana, default))!;

        Assert.Equal((Ana, 1, 2), (preview.Person, preview.Into.Events, preview.Merged.Events));
        Assert.Equal(GuardNames.TwoPeople, Assert.Single(preview.Objections).Guard);
        Assert.All(preview.Traits, trait => Assert.Equal("size", trait.Name));
        Assert.Null(await desk.PreviewAsync(Ben, PersonKey.User("nobody"), default));
    }

    public void Dispose()
    {
        profiles.Dispose();
        GC.SuppressFinalize(this);
    }

    private static ShopEvent Told(string id, EventType type, string? user, string? device, string traits = "{}", string context = "{}") => EventCodec.Parse(EventCodec.Line(
        new EventDraft(id, type, type is EventType.Track ? "Email Opened" : null, user, device, Make.Noon, Make.Noon, "test"), traits: Members(traits), context: Members(context)));

    private static Action<Utf8JsonWriter> Members(string json) => writer =>
    {
        foreach (JsonProperty member in JsonElement.Parse(json).EnumerateObject()) member.WriteTo(writer);
    };

    /// <summary>The same of people of their own.</summary>
    private static ShopEvent Renamed(ShopEvent said, string run) => EventCodec.Parse(System.Text.Encoding.UTF8.GetBytes(
        System.Text.Encoding.UTF8.GetString(said.Line.Span).Replace("\"ana", "\"ana" + run, StringComparison.Ordinal).Replace("\"ben\"", $"\"ben{run}\"", StringComparison.Ordinal)
            .Replace("\"eva\"", $"\"eva{run}\"", StringComparison.Ordinal).Replace("\"tablet\"", $"\"tablet{run}\"", StringComparison.Ordinal)));

    private static Profile Applied(PersonKey key, IEnumerable<ShopEvent> events) => ProfileRules.Apply(new Profile { Key = key }, events, Make.Signer).Profile;

    private static void Same(Profile expected, Profile actual) => Assert.Equal(Text(expected), Text(actual));

    private static string Text(Profile profile) =>
        System.Text.Encoding.UTF8.GetString(ProfileCodec.Serialize(profile)) + Convert.ToHexString(ProfileCodec.SerializeSeen(profile)) + Convert.ToHexString(profile.Timeline.Packed.Span);

    private async Task<Profile> OfAsync(PersonKey key) => (await profiles.ResolveAsync(key, default)).Profile;

    private Task<IReadOnlyList<ShopEvent>> TakeAsync(params ShopEvent[] events) => pipeline.ProcessAsync(EventCodec.Join(events.Select(one => one.Line)), default);

    /// <summary>Takes everything and brings nothing: what comes again is brought by the test.</summary>
    private sealed class DroppingQueue : IEventQueue
    {
        public Task<bool> TryEnqueueAsync(IReadOnlyList<ReadOnlyMemory<byte>> lines, CancellationToken cancellationToken) => Task.FromResult(true);

        public Task EnqueueAsync(IReadOnlyList<ReadOnlyMemory<byte>> lines, CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
