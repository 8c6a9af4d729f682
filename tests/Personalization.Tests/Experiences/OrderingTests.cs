using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Personalization.Experiences;
using Personalization.Experiences.Ordering;
using Personalization.Profiles;
using Personalization.Tests.Recommendations;

namespace Personalization.Tests.Experiences;

public sealed class OrderingTests
{
    private static readonly Profile Hiker = World.Profile("u1", World.View("u1", "boot", 1), World.View("u1", "boot", 2), World.View("u1", "boot", 3), World.View("u1", "tote", 4), World.Order("u1", 9, "tote"));

    private static SlotDecision Decide(ISlotDecider decider, SlotKind kind, Profile? profile, ImmutableArray<string> items, params string[] session) =>
        decider.Decide(new SlotRequest("s", kind) { Items = items }, Showing.Page() with { Session = [.. session] }, Showing.Context(profile))!;

    private static string Items(SlotDecision decision) => string.Join(' ', Assert.IsType<OrderedItems>(decision.Content).Items);

    [Fact]
    [Trait("Feature", "S81")]
    public void Navigation_ViewedOftenNeverBought_GoesFirst()
    {
        SlotDecision decision = Decide(new NavigationSlots(), SlotKind.Navigation, Hiker, ["Bags", "Toys", "Shoes"]);

        Assert.Equal(("Shoes Bags Toys", "viewed-never-bought"), (Items(decision), decision.Reason.Code));
    }

    [Fact]
    [Trait("Feature", "S81")]
    public void Navigation_Bought_StaysWhereTheShopHasIt()
    {
        Profile buyer = Histories(Hiker, World.Order("u1", 12, "sneaker"));

        Assert.Equal("Bags Toys Shoes", Items(Decide(new NavigationSlots(), SlotKind.Navigation, buyer, ["Bags", "Toys", "Shoes"])));
        Assert.Equal("Bags Shoes", Items(Decide(new NavigationSlots(), SlotKind.Navigation, buyer with { Interactions = [.. buyer.Interactions.Where(one => one.Kind is InteractionKind.View)] }, ["Bags", "Shoes"])));
        Assert.Equal("Bags Shoes", Items(Decide(new NavigationSlots(), SlotKind.Navigation, buyer with { Orders = [] }, ["Bags", "Shoes"])));
        Assert.Equal("Bags Shoes", Items(Decide(new NavigationSlots(), SlotKind.Navigation, null, ["Bags", "Shoes"])));
    }

    [Fact]
    [Trait("Feature", "S80")]
    public void Listing_FavouriteBrandAndCategory_GoFirstAndTheRestStays()
    {
        Profile hiker = World.Profile("u1", World.View("u1", "boot", 1), World.View("u1", "boot", 2));

        Assert.Equal("boot pack tote old sneaker", Items(Decide(new ProductOrderSlots(SlotKind.Listing), SlotKind.Listing, hiker, ["tote", "old", "sneaker", "pack", "boot"])));
        Assert.Equal("shop", Decide(new ProductOrderSlots(SlotKind.Listing), SlotKind.Listing, null, ["tote", "boot"]).Source);
        Assert.Equal("boot tote", Items(Decide(new ProductOrderSlots(SlotKind.Listing), SlotKind.Listing, null, ["tote", "boot"], "boot")));
    }

    [Fact]
    [Trait("Feature", "S82")]
    public void Search_WhatSomebodyLeansTo_GoesUpAFewPlacesOnly()
    {
        ImmutableArray<string> items = [.. Enumerable.Range(0, 20).Select(n => "x" + n), "boot"];
        string[] ordered = [.. Assert.IsType<OrderedItems>(Decide(new ProductOrderSlots(SlotKind.Search), SlotKind.Search, World.Profile("u1", World.View("u1", "boot", 1)), items).Content).Items];

        Assert.Equal(20 - 5, Array.IndexOf(ordered, "boot"));
    }

    [Fact]
    [Trait("Feature", "S80")]
    public void Decide_AnyItems_AreAllThereAndEqualOnesKeepTheirOrder()
    {
        Gen<string[]> lists = Gen.Elements("boot", "sneaker", "pack", "tote", "old", "x1", "x2", "x3", "x4").ArrayOf().Select(one => one.Distinct().ToArray());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(Microsoft.FSharp.Core.FSharpOption<Replay>.Some(new Replay(new Rnd(20260404, 1), Microsoft.FSharp.Core.FSharpOption<int>.None))), Prop.ForAll(Arb.From(lists), items =>
        {
            foreach (SlotKind kind in (SlotKind[])[SlotKind.Listing, SlotKind.Search])
            {
                string[] ordered = [.. Assert.IsType<OrderedItems>(Decide(new ProductOrderSlots(kind), kind, Hiker, [.. items]).Content).Items];
                Assert.Equal(items.Order(StringComparer.Ordinal), ordered.Order(StringComparer.Ordinal));
                Assert.Equal(items.Where(one => one[0] == 'x'), ordered.Where(one => one[0] == 'x'));
            }
        }));
    }

    private static Profile Histories(Profile profile, params Personalization.Events.ShopEvent[] events) => Profiles.Histories.Applied(profile, events);
}
