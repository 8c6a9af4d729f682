using Personalization.Profiles;
using Personalization.Profiles.Memberships;

namespace Personalization.Functions.Tests.Profiles;

/// <summary>What every store of profiles does.</summary>
public abstract class ProfileStoreSuite
{
    private static readonly PersonKey Ana = PersonKey.User("ana");

    [Fact]
    public async Task LoadLatest_UnknownPerson_GivesAnEmptyProfileThatIsNotStored()
    {
        StoredProfile stored = await Create().LoadLatestAsync(PersonKey.User("nobody"), default);

        Assert.Null(stored.Version);
        Assert.Null(stored.Profile.LastSeen);
    }

    [Fact]
    public async Task TrySave_NewProfile_IsLoadedByOthersByteForByte()
    {
        IProfileStore store = Create();
        Profile profile = Seen(Ana, 3);

        Assert.NotNull(await store.TrySaveAsync(await store.LoadLatestAsync(Ana, default), profile, default));

        Assert.Equal(Bytes(profile), Bytes((await Another(store).LoadLatestAsync(Ana, default)).Profile));
    }

    [Fact]
    public async Task TrySave_ChangedByAnotherSinceLoading_StoresNothing()
    {
        IProfileStore store = Create(), other = Another(store);
        StoredProfile loaded = await store.LoadLatestAsync(Ana, default), same = await other.LoadLatestAsync(Ana, default);
        Assert.NotNull(await other.TrySaveAsync(same, Seen(Ana, 1), default));

        Assert.Null(await store.TrySaveAsync(loaded, Seen(Ana, 2), default));

        StoredProfile now = await store.LoadLatestAsync(Ana, default);
        Assert.Equal(1, now.Profile.EventCounts.Values.Sum());
        Assert.NotNull(await store.TrySaveAsync(now, Seen(Ana, 2), default));
    }

    [Fact]
    public async Task TrySave_SavedProfile_CanBeSavedAgainWithoutLoading()
    {
        IProfileStore store = Create();
        StoredProfile first = (await store.TrySaveAsync(await store.LoadLatestAsync(Ana, default), Seen(Ana, 1), default))!;

        StoredProfile? second = await store.TrySaveAsync(first, Seen(Ana, 2), default);

        Assert.NotNull(second);
        Assert.Null(await store.TrySaveAsync(first, Seen(Ana, 3), default));
    }

    [Fact]
    public async Task Load_AfterSaving_GivesTheSavedOne()
    {
        IProfileStore store = Create();
        await store.LoadAsync(Ana, default);
        await store.TrySaveAsync(await store.LoadAsync(Ana, default), Seen(Ana, 4), default);

        Assert.Equal(4, (await store.LoadAsync(Ana, default)).Profile.EventCounts.Values.Sum());
    }

    [Fact]
    public async Task TrySave_FullProfile_IsLoadedByteForByte()
    {
        IProfileStore store = Create();
        Profile full = Seen(Ana, ProfileLimits.SeenEvents + 10, wide: true);

        await store.TrySaveAsync(await store.LoadLatestAsync(Ana, default), full, default);

        Assert.Equal(Bytes(full), Bytes((await Another(store).LoadLatestAsync(Ana, default)).Profile));
    }

    [Fact]
    public async Task TrySave_Memberships_AreStoredWithTheProfile()
    {
        IProfileStore store = Create();
        DateTimeOffset noon = new(2026, 6, 3, 12, 0, 0, TimeSpan.Zero);
        ProfileMemberships memberships = (ProfileMemberships.None with { In = ProfileMemberships.None.In.Add("vip", noon), NextChange = noon.AddDays(7), Due = noon.AddDays(7), Rules = "r" })
            .With(new MembershipChange("m1", noon, [new SegmentAt("vip", 3)], []));

        StoredProfile saved = (await store.TrySaveAsync(await store.LoadLatestAsync(Ana, default) with { Memberships = memberships }, Seen(Ana, 1), default))!;

        Assert.Equal(noon, saved.Memberships.In["vip"]);
        ProfileMemberships known = (await Another(store).LoadLatestAsync(Ana, default)).Memberships;
        Assert.Equal(MembershipCodec.Serialize(memberships), MembershipCodec.Serialize(known));
        Assert.Equal(new SegmentAt("vip", 3), known.Recent[0].Entered[0]);
    }

    [Theory]
    [InlineData("a/b\\c#d?e")]
    [InlineData("παράδειγμα يوسف \t😀")]
    [InlineData("'; drop table")]
    public async Task TrySave_OddIds_AreKeptApart(string id)
    {
        IProfileStore store = Create();
        PersonKey user = PersonKey.User(id), device = PersonKey.Anonymous(id);

        await store.TrySaveAsync(await store.LoadLatestAsync(user, default), Seen(user, 1), default);

        Assert.Equal(1, (await Another(store).LoadLatestAsync(user, default)).Profile.EventCounts.Values.Sum());
        Assert.Null((await Another(store).LoadLatestAsync(device, default)).Version);
    }

    /// <summary>An empty store.</summary>
    protected abstract IProfileStore Create();

    /// <summary>Another instance over the same storage.</summary>
    protected abstract IProfileStore Another(IProfileStore store);

    private static Profile Seen(PersonKey key, int events, bool wide = false) => ProfileRules.Apply(
        new Profile { Key = key },
        Enumerable.Range(0, events).Select(number => Make.Event($"{key}/{number}", product: wide ? new string('x', 90) + number : "p", minute: number))).Profile;

    private static string Bytes(Profile profile) => Convert.ToHexString([.. ProfileCodec.Serialize(profile), .. ProfileCodec.SerializeSeen(profile), .. profile.Timeline.Packed.Span]);
}
