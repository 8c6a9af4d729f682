using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Staff;
using static Personalization.Tests.Profiles.Histories;
using static Personalization.Tests.Profiles.Told;

namespace Personalization.Tests.Profiles;

/// <summary>Tags, notes and loyalty: the newest statement about each holds, in whatever order they come.</summary>
[Trait("Feature", "S18")]
public sealed class StaffFactTests
{
    private const string Nino = """{"provenance":{"kind":"staff","by":"Nino"}}""";

    private static ShopEvent Tagged(string id, double second, string tag, string more = "") =>
        Track(id, second, ReservedEvents.CustomerTagged, $$"""{"tag":"{{tag}}"{{more}}}""", context: Nino);

    private static ShopEvent Untagged(string id, double second, string tag) => Track(id, second, ReservedEvents.CustomerUntagged, $$"""{"tag":"{{tag}}"}""", context: Nino);

    private static ShopEvent Noted(string id, double second, string note, string text, string more = "") =>
        Track(id, second, ReservedEvents.CustomerNoteAdded, $$"""{"note_id":"{{note}}","text":"{{text}}"{{more}}}""", context: Nino);

    private static string Tags(Profile profile, double second = 1000) => string.Join(',', profile.Staff.Tags(Start.AddSeconds(second)).Select(one => $"{one.Key} by {one.Value.By}"));

    [Fact]
    public void Apply_TagSaidAndTakenBack_HoldsByTheNewestInAnyOrder()
    {
        ShopEvent[] events = [Tagged("a", 1, "Likes Electronics"), Untagged("b", 5, "likes electronics"), Tagged("c", 3, "bargain hunter"), Tagged("d", 4, "vip")];

        Assert.Equal("bargain hunter by Nino,vip by Nino", Tags(Profile(events)));
        Assert.Equal(Bytes(Profile(events)), Bytes(Stored(Profile([.. events.Reverse()]))));
        Assert.Equal("bargain hunter by Nino,likes electronics by Nino,vip by Nino", Tags(Profile([.. events, Tagged("e", 6, "LIKES electronics")])));
    }

    [Fact]
    public void Tags_AfterItsTime_AreGoneWithoutAnyEvent()
    {
        Profile profile = Profile(Tagged("a", 1, "guest", ""","expires":"2026-01-01T00:01:00.000Z" """));

        Assert.Equal(("guest by Nino", ""), (Tags(profile, 59), Tags(profile, 60)));
        Assert.True(profile.Staff.HasTag(" GUEST ", Start.AddSeconds(59)));
        Assert.False(profile.Staff.HasTag("guest", Start.AddSeconds(60)));
    }

    [Trait("Feature", "S09")]
    [Fact]
    public void Apply_Notes_AreReadNewestFirstUntilTakenBackOrExpired()
    {
        Profile profile = Stored(Profile(
            Noted("a", 1, "n1", "Prefers tea"), Noted("b", 2, "n2", "Call after six", ""","expires":"2026-01-01T00:01:00.000Z" """), Noted("c", 3, "n3", "Wrong"),
            Track("d", 4, ReservedEvents.CustomerNoteRemoved, """{"note_id":"n3"}""", context: Nino)));

        Assert.Equal(["Call after six", "Prefers tea"], profile.Staff.Notes(Start.AddSeconds(10)).Select(one => one.Value.Text));
        Assert.Equal(["Prefers tea"], profile.Staff.Notes(Start.AddSeconds(60)).Select(one => one.Value.Text));
    }

    [Fact]
    public void Apply_Loyalty_IsTheNewestStatement()
    {
        ShopEvent old = Track("a", 1, ReservedEvents.LoyaltyUpdated, """{"tier":"silver","points":10,"program":"Friends"}""", context: Nino);
        ShopEvent young = Track("b", 2, ReservedEvents.LoyaltyUpdated, """{"tier":"gold","points":120.5}""", context: Nino);

        LoyaltyStatement? standing = Stored(Profile(young, old)).Staff.Loyalty;

        Assert.Equal(("gold", 120.5m, null, "Nino"), (standing?.Tier, standing?.Points, standing?.Program, standing?.By));
    }

    [Fact]
    public void Apply_StatementsOfStaff_AreNoActivityOfThePerson()
    {
        Profile profile = Profile(Track("a", 1, "Looked"), Tagged("b", 100, "vip"));

        Assert.Equal(Start.AddSeconds(1), profile.LastSeen);
        Assert.Equal(1, profile.EventCounts[ReservedEvents.CustomerTagged]);
    }

    [Fact]
    public void Apply_OldStoredProfileWithoutStaff_ReadsAsNothingSaid()
    {
        Profile old = ProfileCodec.Deserialize("""{"key":"u:u","traits":{"size":{"value":"M","at":"2026-01-01T00:00:00+00:00","eventId":5,"origin":1}}}"""u8, []);

        Assert.Same(StaffFacts.None, old.Staff);
        Assert.Null(old.Traits["size"].Source);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Apply_MoreStatementsThanKept_KeepsTheNewestInAnyOrder(int seed)
    {
        Random chance = new(seed);
        ShopEvent[] events =
        [
            .. Enumerable.Range(0, 300).Select(n => n % 5 == 0 ? Untagged("t" + n, n / 2, $"tag {n * 7 % 90}") : Tagged("t" + n, n / 2, $"tag {n * 7 % 90}")),
            .. Enumerable.Range(0, 300).Select(n => n % 5 == 0
                ? Track("n" + n, n / 2, ReservedEvents.CustomerNoteRemoved, $$"""{"note_id":"n{{n * 7 % 90}}"}""")
                : Noted("n" + n, n / 2, $"n{n * 7 % 90}", new string('x', ProfileLimits.NoteLength))),
        ];

        Profile profile = Cut(Disordered(events, chance), chance).Aggregate(User(), (before, batch) => Stored(Applied(before, batch)));

        Assert.Equal(Bytes(Applied(User(), events)), Bytes(profile));
        Assert.Equal((ProfileLimits.StaffStatements, ProfileLimits.StaffStatements), (profile.Staff.TagStatements.Count, profile.Staff.NoteStatements.Count));
    }

    [Fact]
    public void IsFullFor_AsManyTagsAsKept_RefusesOneMoreButNotOneOfThem()
    {
        Profile full = Profile([.. Enumerable.Range(0, ProfileLimits.StaffStatements).Select(n => Tagged("t" + n, n, "tag " + n))]);
        DateTimeOffset now = Start.AddSeconds(100);

        Assert.True(full.Staff.IsFullFor(Tagged("one more", 100, "another"), now));
        Assert.False(full.Staff.IsFullFor(Tagged("again", 100, "tag 0"), now));
        Assert.False(full.Staff.IsFullFor(Untagged("off", 100, "tag 0"), now));
    }

    [Theory]
    [InlineData("  Bargain Hunter ", "bargain hunter")]
    [InlineData("علاقه‌مند به چادر", "علاقه‌مند به چادر")]
    [InlineData("ΦΊΛΟΣ", "φίλοσ")]
    [InlineData("a/b", null)]
    [InlineData("", null)]
    [InlineData("<b>", null)]
    [InlineData("\ud800", null)]
    public void Tag_AsWritten_IsKeptInOneForm(string written, string? kept) => Assert.Equal(kept, StaffTexts.Tag(written));
}
