using System.Collections.Immutable;
using Personalization.Common;
using Personalization.Common.Documents;
using Personalization.Offers.Coupons;
using Personalization.Segments;

namespace Personalization.Offers.Definitions;

/// <summary>Reads the parts of offers.</summary>
internal static class OfferPartReader
{
    /// <summary>The finding of a condition that no price may go by.</summary>
    public const string Ground = "price-ground";

    // What somebody lets stand for a ground, wherever in the document: names of members, and nothing of the texts that people read.
    private static readonly string[] Texts = ["name", "title", "products", "category", "prefix"];

    private const int TitleLength = 200, Languages = 20;

    /// <summary>Says of each member that asks for what no offer goes by why it does not.</summary>
    public static void RefuseGrounds(DocumentFields fields) => RefuseGrounds(fields.Map, fields.Pointer, fields.Findings);

    public static LocalText Title(DocumentFields fields)
    {
        const string What = "what visitors read: a text, or one for each language such as { en: ..., el: ... }";
        SortedDictionary<string, string> texts = new(StringComparer.OrdinalIgnoreCase);
        if (fields.Needed("title", What) is not { } node) return Nothing;
        if (node is ScalarNode { Text.Length: > 0 and <= TitleLength } one) texts["en"] = one.Text;
        else if (node is MapNode { Members.Count: > 0 and <= Languages } map)
            foreach ((ScalarNode key, DocumentNode value) in map.Members)
                if (value is ScalarNode { Text.Length: > 0 and <= TitleLength } text && key.Text.Length is > 1 and <= 35) texts[key.Text] = text.Text;
        if (texts.Count > 0 && (node is not MapNode all || all.Members.Count == texts.Count)) return new LocalText(texts);
        fields.Wrong("title", $"title is {What}, of at most {TitleLength} characters", "wrong-type");
        return Nothing;
    }

    public static ImmutableArray<OfferStep> Steps(DocumentFields fields, OfferKind kind)
    {
        bool has = kind is OfferKind.Percent or OfferKind.Amount or OfferKind.Bundle;
        decimal most = kind is OfferKind.Amount ? 1_000_000 : OfferLimits.Percent;
        ImmutableArray<OfferStep>.Builder steps = ImmutableArray.CreateBuilder<OfferStep>();
        if (fields.Number("value", 0.01m, most) is { } value) steps.Add(new OfferStep(value, 0, 0));
        if (fields.Node("ladder") is { } node)
        {
            if (node is ListNode { Items.Count: > 0 and <= OfferLimits.Steps } list)
                foreach ((int place, DocumentNode item) in list.Items.Index())
                    if (DocumentFields.Of(item, $"{fields.At("ladder")}/{place}", fields.Findings, "A step") is { } step) steps.Add(Step(step, most));
            if (node is not ListNode { Items.Count: > 0 and <= OfferLimits.Steps }) fields.Wrong("ladder", $"ladder is a list of 1 to {OfferLimits.Steps} steps, each with value and cart or customer", "wrong-type");
        }
        if (has && steps.Count == 0) fields.Wrong("value", kind is OfferKind.Amount ? "value is missing: a sum" : $"value is missing: percent, at most {OfferLimits.Percent}", "missing");
        if (!has && steps.Count > 0) fields.Wrong(fields.Has("value") ? "value" : "ladder", $"An offer of kind {kind.Name()} has no value and no ladder");
        return steps.ToImmutable();
    }

    public static OfferAudience Audience(DocumentFields fields, IReadOnlySet<string>? segments)
    {
        if (fields.Node("audience") is not { } node || DocumentFields.Of(node, fields.At("audience"), fields.Findings, "An audience") is not { } audience) return OfferAudience.Everybody;
        ImmutableArray<LifecycleStage>.Builder stages = ImmutableArray.CreateBuilder<LifecycleStage>();
        foreach (string said in audience.Texts("stages", "one of " + string.Join(", ", LifecycleStages.All.Keys), LifecycleStages.All.Count))
            if (LifecycleStages.All.TryGetValue(said, out LifecycleStage stage)) stages.Add(stage);
            else audience.Wrong("stages", $"There is no stage {said}{Spelling.Hint(said, LifecycleStages.All.Keys)}");
        OfferAudience read = new([.. audience.Texts("segments", "a segment", 20)], stages.ToImmutable(), [.. audience.Texts("tiers", "a tier of the loyalty program", 20)]);
        foreach (string unknown in read.Segments.Where(one => segments is not null && !segments.Contains(one)))
            audience.Wrong("segments", $"There is no segment {unknown}{Spelling.Hint(unknown, segments!)}", "unknown-segment");
        audience.Finish("An audience");
        return read;
    }

    public static OfferBudget Budget(DocumentFields fields)
    {
        if (fields.Node("budget") is not { } node || DocumentFields.Of(node, fields.At("budget"), fields.Findings, "A budget") is not { } budget) return OfferBudget.Endless;
        OfferBudget read = new(budget.Number("money", 0, 1_000_000_000), budget.Whole("count", 0, 100_000_000));
        budget.Finish("A budget");
        return read;
    }

    public static OfferCoupon? Coupon(DocumentFields fields)
    {
        if (fields.Node("coupon") is not { } node || DocumentFields.Of(node, fields.At("coupon"), fields.Findings, "A coupon") is not { } coupon) return null;
        string prefix = coupon.Text("prefix", "what its codes begin with", true, CouponCode.PrefixLength) ?? "";
        if (prefix.Length is not 0 and < 2 || !prefix.All(one => char.IsAsciiLetterUpper(one) || char.IsAsciiDigit(one)))
            coupon.Wrong("prefix", $"prefix is 2 to {CouponCode.PrefixLength} capital letters and digits, such as SPRING");
        OfferCoupon read = new(prefix, coupon.Duration("expiresAfter", TimeSpan.FromDays(366)) ?? TimeSpan.FromDays(7), coupon.Flag("singleUse") ?? true);
        coupon.Finish("A coupon");
        return read;
    }

    private static LocalText Nothing { get; } = new(new Dictionary<string, string> { ["en"] = "" });

    private static OfferStep Step(DocumentFields fields, decimal most)
    {
        if (fields.Needed("value", "percent or a sum") is null) return new OfferStep(0, 0, 0);
        OfferStep step = new(fields.Number("value", 0.01m, most) ?? 0, fields.Number("cart", 0, 1_000_000) ?? 0, fields.Number("customer", 0, 1_000_000) ?? 0);
        if (step is { Cart: 0, Customer: 0 }) fields.Wrong("value", "A step says from which cart or customer on it holds: cart: 100, or customer: 300");
        fields.Finish("A step");
        return step;
    }

    private static void RefuseGrounds(DocumentNode node, string pointer, DocumentFindings findings)
    {
        if (node is ListNode list)
            foreach ((int place, DocumentNode item) in list.Items.Index()) RefuseGrounds(item, $"{pointer}/{place}", findings);
        if (node is not MapNode map) return;
        foreach ((ScalarNode key, DocumentNode value) in map.Members)
        {
            if (Texts.Contains(key.Text)) continue;
            string at = $"{pointer}/{JsonPointer.Token(key.Text)}";
            if (PriceGrounds.Refusal(key.Text) is { } why) findings.Add(Ground, at, key, why);
            // trait: gender
            else if (key.Text is "trait" or "tag" && value is ScalarNode said && PriceGrounds.Refusal(said.Text) is { } because) findings.Add(Ground, at, value, because);
            else RefuseGrounds(value, at, findings);
        }
    }
}
