using Personalization.Events;

namespace Personalization.Tests.Segments;

public sealed class ConditionTests
{
    private static readonly DateTimeOffset Noon = Person.Noon;

    [Theory]
    [InlineData("trait: tier\nin: [Gold, platinum]", true)]
    [InlineData("trait: tier\nis: silver", false)]
    [InlineData("trait: points\natLeast: 100", true)]
    [InlineData("trait: points\natLeast: 100.5", false)]
    [InlineData("trait: size\natMost: 38", true)]
    [InlineData("trait: likes\nis: tents", true)]
    [InlineData("trait: nothing\nexists: false", true)]
    [InlineData("trait: tier\nexists: false", false)]
    [InlineData("trait: gone", false)]
    [InlineData("consent: email", true)]
    [InlineData("consent: sms", false)]
    [InlineData("{consent: email, list: news}", false)]
    [Trait("Feature", "S97")]
    public void Holds_Traits_AsSaid(string condition, bool expected) => Assert.Equal(expected, new Person()
        .Says("""{"tier":"gold","points":100,"size":"38","likes":["tents","stoves"],"gone":null,"subscription:email":"subscribed","subscription:email:news":"unsubscribed"}""").Is(condition));

    [Theory]
    [InlineData("did: viewed\ncategory: Camping\natLeast: 3", true)]
    [InlineData("did: viewed\ncategory: Camp", false)]
    [InlineData("did: viewed\nbrand: altaro\nexactly: 2", true)]
    [InlineData("did: viewed\nproduct: [tent, sock]\nexactly: 1", true)]
    [InlineData("did: viewed\nproduct: subject", true)]
    [InlineData("did: viewed\ncategory: subject\nexactly: 2", true)]
    [InlineData("did: viewed\nwithin: 2h\nexactly: 1", true)]
    [InlineData("did: [viewed, carted]\natLeast: 4", true)]
    [InlineData("did: viewed\nsince: entry\nexactly: 1", true)]
    [InlineData("cart: {exactly: 2}", true)]
    [InlineData("cartValue: {exactly: 20}", true)]
    [InlineData("event: Product Viewed\natLeast: 3", true)]
    [InlineData("event: Product Viewed\natLeast: 4", false)]
    [InlineData("visits: {exactly: 2}", true)]
    [InlineData("likes: {category: Camping / Tents, atLeast: 0.25}", true)]
    [InlineData("likes: {category: Camping / Tents, atLeast: 0.4}", false)]
    [InlineData("lastSeen: {newerThan: 2h}", true)]
    [InlineData("firstSeen: {olderThan: 2d}", false)]
    public void Holds_Doings_AreCountedInTheirWindow(string condition, bool expected)
    {
        Person person = new Person().Did(EventNames.ProductViewed, Noon.AddDays(-1), "tent").Did(EventNames.ProductViewed, Noon.AddDays(-1).AddMinutes(20), "dome")
            .Did(EventNames.ProductAdded, Noon.AddDays(-1).AddMinutes(45), properties: """{"product_id":"sock","quantity":2}""").Did(EventNames.ProductViewed, Noon.AddHours(-1), "stove");
        Assert.Equal(expected, person.Is(condition, subject: "tent", entered: Noon.AddDays(-1).AddMinutes(20)));
    }

    [Theory]
    [InlineData("orders: {exactly: 2}", true)]
    [InlineData("orders: {within: 7d, exactly: 1}", true)]
    [InlineData("revenue: {currency: eur, atLeast: 150}", true)]
    [InlineData("revenue: {currency: USD}", false)]
    [InlineData("lastOrder: {olderThan: 1d, newerThan: 3d}", true)]
    [InlineData("lastOrder: {olderThan: 3d}", false)]
    [InlineData("visits: {sinceOrder: true}", false)]
    [InlineData("not: {did: bought, product: tent}", false)]
    [InlineData("- orders: {}\n- any:\n  - cart: {}\n  - did: bought\n    category: Hiking", true)]
    public void Holds_Orders_AsThePersonPlacedThem(string condition, bool expected) =>
        Assert.Equal(expected, new Person().Bought(Noon.AddDays(-30), "tent").Bought(Noon.AddDays(-2), "sock", 50).Is(condition));

    [Theory]
    [InlineData("1990-06-03", "UTC", 0, true)]
    [InlineData("--06-04", "UTC", 1, true)]
    [InlineData("06-04", "Pacific/Kiritimati", 0, true)]
    [InlineData("06-03", "Pacific/Kiritimati", 0, false)]
    [InlineData("not a date", "UTC", 0, false)]
    public void Holds_YearlyDate_IsTodayWhereThePersonIs(string birthday, string zone, int inDays, bool expected) =>
        Assert.Equal(expected, new Person().Says($$"""{"birthday":"{{birthday}}","timezone":"{{zone}}"}""").Is($"date: birthday\ninDays: {inDays}"));

    [Theory]
    [InlineData(2027, 2, 28, true)]
    [InlineData(2028, 2, 28, false)]
    [InlineData(2028, 2, 29, true)]
    public void Holds_TwentyNinthOfFebruary_IsTheTwentyEighthInCommonYears(int year, int month, int day, bool expected) =>
        Assert.Equal(expected, new Person().Says("""{"birthday":"2000-02-29"}""").Is("date: birthday", new DateTimeOffset(year, month, day, 12, 0, 0, TimeSpan.Zero)));
}
