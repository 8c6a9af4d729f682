using Personalization.Events;
using Personalization.Profiles;
using Personalization.Profiles.Wishes;
using static Personalization.Tests.Profiles.Histories;
using static Personalization.Tests.Profiles.Told;

namespace Personalization.Tests.Profiles;

[Trait("Feature", "S02")]
public sealed class WishListTests
{
    private static ShopEvent Add(double second, string product, string more = "") =>
        Track($"add-{second}", second, EventNames.ProductAddedToWishlist, $$"""{"product_id":"{{product}}"{{more}}}""");

    private static ShopEvent Remove(double second, string product, string more = "") =>
        Track($"remove-{second}", second, EventNames.ProductRemovedFromWishlist, $$"""{"product_id":"{{product}}"{{more}}}""");

    private static string Lists(Profile profile) => string.Join("; ", WishList.Of(profile).Select(list => $"{list.Id}/{list.Name}: {string.Join(' ', list.Products.Select(one => one.Key))}"));

    [Fact]
    public void Of_SeveralLists_ArePutTogetherByIdWithTheirNewestName()
    {
        ShopEvent[] events =
        [
            Add(1, "tent", ""","wishlist_id":"w1","wishlist_name":"Summer" """), Add(2, "lamp", ""","wishlist_id":"w2","wishlist_name":"Gifts" """),
            Add(3, "stove", ""","wishlist_id":"w1","wishlist_name":"Camping" """), Add(4, "mat", ""","wishlist_id":"w1" """), Remove(5, "tent", ""","wishlist_id":"w1" """),
        ];

        Assert.Equal("w1/Camping: mat stove; w2/Gifts: lamp", Lists(Profile(events)));
        Assert.Equal("w1/Camping: mat stove; w2/Gifts: lamp", Lists(Stored(Profile([.. events.Reverse()]))));
    }

    [Fact]
    public void Of_TakenOffWithoutAList_IsOffAllUntilPutOnAgain()
    {
        ShopEvent[] events = [Add(1, "tent", ""","wishlist_id":"w1" """), Add(2, "lamp", ""","wishlist_id":"w1" """), Remove(3, "tent")];

        Assert.Equal("w1/: lamp", Lists(Profile(events)));
        Assert.Equal("w1/: tent lamp", Lists(Profile([.. events, Add(4, "tent", ""","wishlist_id":"w1" """)])));
    }

    [Fact]
    public void Of_ManyProductsSeenSince_StillHasTheWish()
    {
        Profile profile = Profile([Add(1, "tent"), .. Enumerable.Range(0, 400).Select(n => Track("v" + n, 2 + n, EventNames.ProductViewed, $$"""{"product_id":"p{{n}}"}"""))]);

        Assert.Equal("/: tent", Lists(profile));
    }

    [Fact]
    public void SavedOf_PutBackIntoTheCart_IsNoLongerSaved()
    {
        ShopEvent[] events = [Track("a", 1, EventNames.ProductSavedForLater, """{"product_id":"tent"}"""), Track("b", 2, EventNames.ProductSavedForLater, """{"product_id":"lamp"}""")];

        Assert.Equal(["lamp", "tent"], WishList.SavedOf(Profile(events)).Select(one => one.Key));
        Assert.Empty(WishList.Of(Profile(events)));
        Assert.Equal(["tent"], WishList.SavedOf(Profile([.. events, Track("c", 3, EventNames.ProductAdded, """{"product_id":"lamp"}""")])).Select(one => one.Key));
    }

    [Fact]
    public void Of_ProfileStoredBeforeWishesWereKept_ReadsThemFromWhatWasDone()
    {
        Profile old = Stored(Profile(Add(1, "tent"), Add(2, "lamp"), Remove(3, "lamp")) with { Wishes = default });

        Assert.Equal("/: tent", Lists(old));
        Assert.Equal("/: stove tent", Lists(Applied(old, [Add(4, "stove")])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Apply_MoreWishesThanKept_KeepsTheNewestInAnyOrder(int seed)
    {
        Random chance = new(seed);
        ShopEvent[] events = [.. Enumerable.Range(0, 500).Select(n => n % 6 == 0 ? Remove(n / 2.0, $"p{n * 11 % 210}") : Add(n / 2.0, $"p{n * 11 % 210}"))];

        Profile profile = Cut(Disordered(events, chance), chance).Aggregate(User(), (before, batch) => Stored(Applied(before, batch)));

        Assert.Equal(Bytes(Applied(User(), events)), Bytes(profile));
        Assert.Equal(ProfileLimits.Wishes, profile.Wishes.Length);
    }
}
