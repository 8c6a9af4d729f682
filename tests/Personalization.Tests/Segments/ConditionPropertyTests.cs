using FsCheck;
using FsCheck.Fluent;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Segments;

namespace Personalization.Tests.Segments;

public sealed class ConditionPropertyTests
{
    private static readonly string[] Products = ["tent", "dome", "stove", "sock"];

    private static readonly (string Event, InteractionKind Kind)[] Kinds =
        [(EventNames.ProductViewed, InteractionKind.View), (EventNames.ProductAdded, InteractionKind.CartAdd), (EventNames.ProductAddedToWishlist, InteractionKind.WishlistAdd)];

    private static Gen<(int Kind, int Product, int MinutesAgo)> Doing { get; } =
        from kind in Gen.Choose(0, 2) from product in Gen.Choose(0, 3) from minutes in Gen.Choose(0, 5000) select (kind, product, minutes);

    [Fact]
    public void Holds_AnyHistoryAndWindow_IsWhatCountingByHandSays() => Check.QuickThrowOnFailure(Prop.ForAll(
        (from history in Doing.ListOf() from kind in Gen.Choose(0, 2) from product in Gen.Choose(0, 3) from within in Gen.Choose(1, 5000)
         from entered in Gen.Choose(0, 5000) from least in Gen.Choose(0, 4) select (history, kind, product, within, entered, least)).ToArbitrary(),
        one =>
        {
            Person person = new();
            foreach ((int kind, int product, int minutes) in one.history) person.Did(Kinds[kind].Event, Person.Noon.AddMinutes(-minutes), Products[product]);
            int within = one.history.Count(doing => doing.Kind == one.kind && doing.Product == one.product && doing.MinutesAgo <= one.within);
            int since = one.history.Count(doing => doing.Kind == one.kind && doing.MinutesAgo < one.entered);
            PersonFacts facts = person.Facts with { EnteredAt = Person.Noon.AddMinutes(-one.entered) };
            NumberRange range = new(one.least, null);
            ProductScope scope = new([Products[one.product]], [], []);
            InteractionTest recent = new([Kinds[one.kind].Kind], scope, new Window(TimeSpan.FromMinutes(one.within), false), range);
            InteractionTest later = new([Kinds[one.kind].Kind], ProductScope.Any, new Window(null, true), range);

            Assert.Equal(within >= one.least, ConditionRules.Holds(recent, facts, Person.Noon));
            Assert.Equal(since >= one.least, ConditionRules.Holds(later, facts, Person.Noon));
            Assert.Equal(within < one.least, ConditionRules.Holds(new NotTrue(recent), facts, Person.Noon));
            Assert.Equal(within >= one.least && since >= one.least, ConditionRules.Holds(new AllOf([recent, later]), facts, Person.Noon));
            Assert.Equal(within >= one.least || since >= one.least, ConditionRules.Holds(new AnyOf([recent, later]), facts, Person.Noon));
        }));
}
