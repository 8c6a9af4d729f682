using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Personalization.Events;
using Personalization.Messages;
using Personalization.Profiles;
using Personalization.Segments;
using Personalization.Segments.Definitions;

namespace Personalization.Tests.Segments;

/// <summary>Random rule trees over every kind of condition.</summary>
internal static class RandomRules
{
    private static readonly string[] Events = [EventNames.ProductViewed, EventNames.OrderCompleted, "Newsletter Read", "identify", "page"];
    private static readonly InteractionKind[] Kinds = [InteractionKind.View, InteractionKind.CartAdd, InteractionKind.Purchase, InteractionKind.WishlistAdd];

    /// <summary>Up to eight segments, of which each may ask for those before it.</summary>
    public static Gen<SegmentDefinition[]> Segments { get; } =
        from count in Gen.Choose(1, 8)
        from rules in Tree(3).ArrayOf(count)
        from asks in Gen.Choose(0, 3).ArrayOf(count)
        select rules.Select((rule, place) => new SegmentDefinition($"s{place}", $"Segment {place}", "", Asking(rule, asks[place], place), 1)).ToArray();

    private static Gen<NumberRange> Range { get; } =
        from least in Gen.Choose(0, 3) from open in Gen.Choose(0, 2) from more in Gen.Choose(0, 3) select new NumberRange(open == 0 ? null : least, open == 1 ? null : least + more);

    private static Gen<TimeSpan?> Span { get; } = Gen.Choose(0, 4).Select(one => one switch { 0 => (TimeSpan?)null, 1 => TimeSpan.FromHours(5), 2 => TimeSpan.FromDays(3), 3 => TimeSpan.FromDays(30), _ => TimeSpan.FromDays(100) });

    private static Gen<Window> Window { get; } =
        from within in Span from dated in Gen.Choose(0, 4) from day in Gen.Choose(0, 60)
        select new Window(within, false) { From = dated == 1 ? Person.Noon.AddDays(-day) : null, Until = dated == 2 ? Person.Noon.AddDays(30 - day) : null };

    private static Gen<ProductScope> Scope { get; } =
        Gen.Elements(ProductScope.Any, new ProductScope(["tent"], [], []), new ProductScope([], ["Camping"], []), new ProductScope([], [], ["Altaro"]));

    private static Gen<ImmutableArray<InteractionKind>> SomeKinds { get; } = Gen.Elements(Kinds).Two().Select(two => ImmutableArray.Create(two.Item1, two.Item2));

    private static Gen<Condition> Leaf { get; } = Gen.OneOf(
        Of(from name in Gen.Elements(Events) from range in Range from days in Gen.Choose(0, 90) select new EventTest(name, range, days == 0 ? null : days)),
        Of(from kinds in SomeKinds from scope in Scope from window in Window from range in Range select new InteractionTest(kinds, scope, window, range)),
        Of(from kinds in SomeKinds from scope in Scope from window in Window from worth in Gen.Elements(true, false) from range in Range select new PiecesTest(kinds, scope, window, worth, range)),
        Of(from window in Window from since in Gen.Elements(true, false) from range in Range select new VisitTest(window, since, range)),
        Of(from window in Window from range in Range select new OrderTest(window, range)),
        Of(from window in Window from range in Range select new RevenueTest("EUR", window, new NumberRange(range.AtLeast * 40, range.AtMost * 40))),
        Of(from window in Window from range in Range select new AverageOrderTest("EUR", window, new NumberRange(range.AtLeast * 20, range.AtMost * 20))),
        Of(from scope in Scope from window in Window from share in Gen.Choose(1, 9) select new LikingTest(scope, window, new NumberRange(share / 10m, null))),
        Of(from moment in Gen.Elements(Moment.LastOrder, Moment.LastSeen, Moment.FirstSeen) from older in Span from newer in Span select new AgeTest(moment, older, newer)),
        Of(from worth in Gen.Elements(true, false) from range in Range select new CartTest(worth, range)),
        Of(from days in Gen.Choose(-5, 5) select new DateTest("birthday", days)),
        Of(from older in Span from newer in Span select new TraitDateTest("joined", null, null, older, newer)),
        Of(from tag in Gen.Elements("vip", "nice") select new TagTest([tag])),
        Of(from tier in Gen.Elements("gold", "silver") select new LoyaltyTest([tier], null)),
        Of(from value in Gen.Elements("red", "blue") select new TraitTest("colour", [value], null, true)),
        Of(from range in Range from exists in Gen.Elements(true, false) select new TraitTest("score:spender", [], range, exists)),
        Of(from country in Gen.Elements("GR", "GE") select new TraitTest("country", [country], null, true)),
        Of(Gen.Constant(new ConsentTest(MessageChannel.Email, ""))),
        Of(from one in Gen.Elements(Enum.GetValues<LifecycleStage>()) from two in Gen.Elements(Enum.GetValues<LifecycleStage>()) select new StageTest([one, two])),
        Of(from part in Gen.Elements(Enum.GetValues<RfmPart>()) from range in Range select new RfmTest(part, range)),
        Of(from number in Gen.Elements(Enum.GetValues<PredictedNumber>()) from range in Range select new PredictionTest(number, range)));

    private static Gen<Condition> Tree(int depth) => depth == 0 ? Leaf : Gen.Frequency(
        (3, Leaf),
        (1, from parts in Tree(depth - 1).ArrayOf(2) select (Condition)new AllOf([.. parts])),
        (1, from parts in Tree(depth - 1).ArrayOf(3) select (Condition)new AnyOf([.. parts])),
        (1, from part in Tree(depth - 1) select (Condition)new NotTrue(part)));

    private static Condition Asking(Condition rule, int asks, int place) => place == 0 || asks > 2 ? rule
        : asks == 0 ? new AnyOf([rule, new SegmentTest($"s{place - 1}")])
        : asks == 1 ? new AllOf([rule, new NotTrue(new SegmentTest($"s{place / 2}"))])
        : new AnyOf([new SegmentTest("nobody"), rule]);

    private static Gen<Condition> Of<T>(Gen<T> gen)
        where T : Condition => gen.Select(one => (Condition)one);
}
