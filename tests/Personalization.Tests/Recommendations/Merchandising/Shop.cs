using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;
using Personalization.Catalog;
using Personalization.Recommendations.Merchandising;
using Personalization.Tests.Profiles;

namespace Personalization.Tests.Recommendations.Merchandising;

/// <summary>Forty products in five categories and three brands, and rules about them.</summary>
internal static class Shop
{
    public const int Products = 40;

    public static readonly MerchandisingLimits Limits = new();

    public static readonly MerchandisingContext Context = new("for_you", 8, Told.Start) { Anchor = 0 };

    public static ProductShelf Shelf { get; } = new([.. Enumerable.Range(0, Products).Select(n => new Product
    {
        ProductId = Id(n), Name = "n", Category = n % 6 == 5 ? null : $"c{n % 5} / d{n % 2}", Brand = $"b{n % 3}", Price = n, Stock = n % 4 == 0 ? null : n,
        Attributes = new Dictionary<string, string> { ["colour"] = n % 2 == 0 ? "Red" : "blue" },
    })]);

    public static string Id(int product) => $"p{product}";

    public static MerchandisingRules Compile(params MerchandisingRule[] rules) => MerchandisingRules.Compile(new MerchandisingRuleSet("v", rules), Shelf, Limits);

    /// <summary>Candidates with such scores, of products 0, 1, 2 ...</summary>
    public static RankedCandidate[] Ranked(params float[] scores) => [.. scores.Select((score, product) => new RankedCandidate(product, score, product))];

    /// <summary>The products left, in order.</summary>
    public static string Applied(this MerchandisingRules rules, RankedCandidate[] candidates, MerchandisingContext? context = null, List<RuleEffect>? effects = null)
    {
        RankedCandidate[] list = [.. candidates];
        return string.Join(' ', list[..rules.Apply(list, context ?? Context, effects)].Select(one => one.Product));
    }

    public static MerchandisingRule Pin(int product, int position) =>
        new() { Id = $"pin-{product}-{position}", Action = RuleAction.Pin, Products = new() { Ids = [Id(product)] }, Position = position };

    public static MerchandisingRule Factor(double factor, params int[] products) => new()
    {
        Id = $"factor-{(int)(factor * 100)}-{string.Join('-', products)}", Action = factor > 1 ? RuleAction.Boost : RuleAction.Bury,
        Products = new() { Ids = [.. products.Select(Id)] }, Factor = factor,
    };

    public static MerchandisingRule Rule(RuleAction action, ProductSelector? products = null, string id = "rule") => new() { Id = id, Action = action, Products = products };

    /// <summary>Runs a property over lists and rules; the same ones in every run.</summary>
    public static void Hold(Action<RankedCandidate[], MerchandisingRule[]> property)
    {
        Gen<(RankedCandidate[] Candidates, MerchandisingRule[] Rules)> lists =
            from scores in Gen.Choose(0, 12).ArrayOf().Where(all => all.Length > 0)
            from products in Gen.Shuffle(Enumerable.Range(0, Products))
            from rules in Rules.ArrayOf()
            select (
                products.Zip(scores.OrderDescending(), (product, score) => new RankedCandidate(product, score / 4f, product)).ToArray(),
                rules.Select((rule, place) => rule with { Id = $"r{place}" }).ToArray());
        Replay same = new(new Rnd(20260304, 1), FSharpOption<int>.None);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(400).WithEndSize(30).WithReplay(FSharpOption<Replay>.Some(same)), Prop.ForAll(Arb.ToArbitrary(lists, Shorter), one => property(one.Candidates, one.Rules)));
    }

    private static readonly Gen<MerchandisingRule> Rules =
        from kind in Gen.Choose(0, 6)
        from product in Gen.Choose(0, Products - 1)
        from amount in Gen.Choose(1, 9)
        from priority in Gen.Choose(-2, 2)
        select ((RuleAction)kind switch
        {
            RuleAction.Pin => Pin(product, amount),
            RuleAction.Exclude => Rule(RuleAction.Exclude, new() { Brands = [$"B{amount % 3}"], MaxPrice = product }),
            RuleAction.Include => Rule(RuleAction.Include, new() { Attributes = new Dictionary<string, IReadOnlyList<string>> { ["colour"] = [amount % 2 == 0 ? "red" : "Blue", "green"] } }),
            RuleAction.SameCategory => Rule(RuleAction.SameCategory, amount > 4 ? new() { Brands = ["b1"] } : null),
            RuleAction.Boost => Rule(RuleAction.Boost, new() { Categories = [$"c{amount % 5}"] }) with { Factor = 1 + (amount / 10.0) },
            RuleAction.Bury => Rule(RuleAction.Bury, new() { MinStock = product }) with { Factor = amount / 10.0 },
            _ => Rule(RuleAction.Limit) with { Max = 1 + (amount % 3), Per = amount % 2 == 0 ? RuleGroup.Brand : RuleGroup.Category },
        }) with { Priority = priority };

    private static IEnumerable<(RankedCandidate[] Candidates, MerchandisingRule[] Rules)> Shorter((RankedCandidate[] Candidates, MerchandisingRule[] Rules) one)
    {
        for (int at = 0; at < one.Rules.Length; at++) yield return (one.Candidates, [.. one.Rules[..at], .. one.Rules[(at + 1)..]]);
        for (int at = 0; at < one.Candidates.Length && one.Candidates.Length > 1; at++) yield return ([.. one.Candidates[..at], .. one.Candidates[(at + 1)..]], one.Rules);
    }
}
