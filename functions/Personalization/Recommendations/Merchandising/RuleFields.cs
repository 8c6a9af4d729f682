using System.Text.Json;
using Personalization.Common;

namespace Personalization.Recommendations.Merchandising;

/// <summary>Reads one rule.</summary>
internal sealed class RuleFields(JsonElement item, string pointer, List<ProblemError> errors)
{
    private const int NameLength = 200;
    private const int TextLength = 255;
    private const int MostIds = 1000;
    private const int MostTexts = 100;

    private static readonly Dictionary<string, RuleAction> Actions = new(StringComparer.Ordinal)
    {
        ["pin"] = RuleAction.Pin,
        ["exclude"] = RuleAction.Exclude,
        ["include"] = RuleAction.Include,
        ["same_category"] = RuleAction.SameCategory,
        ["boost"] = RuleAction.Boost,
        ["bury"] = RuleAction.Bury,
        ["limit"] = RuleAction.Limit,
    };

    private static readonly string[] Groups = ["category", "brand"];

    private readonly JsonFields fields = new(item, pointer, errors);

    /// <summary>The rule; null where it is so wrong that nothing can be said of it.</summary>
    public MerchandisingRule? Rule(MerchandisingLimits limits, IReadOnlyCollection<string>? strategies)
    {
        if (!fields.IsObject) return null;
        int before = errors.Count;
        string? action = fields.OneOf("action", Actions.Keys);
        MerchandisingRule rule = new()
        {
            Id = Id(),
            Name = fields.Text("name", NameLength),
            Enabled = fields.Flag("enabled") ?? true,
            Priority = fields.Whole("priority", -1000, 1000) ?? 0,
            From = fields.Time("from"),
            Until = fields.Time("until"),
            When = Scope(strategies),
            Action = Actions.GetValueOrDefault(action ?? ""),
            Products = Selector(),
            Position = fields.Whole("position", 1, 100),
            Factor = fields.Number("factor", MerchandisingLimits.BuryFloor, limits.BoostCap),
            Max = fields.Whole("max", 1, 100),
            Per = fields.OneOf("per", Groups) is { } per ? per == "brand" ? RuleGroup.Brand : RuleGroup.Category : null,
            MinRelevance = fields.Number("minRelevance", 0, 1),
        };
        fields.RefuseOthers();
        if (action is null && errors.Count == before) fields.Wrong("action", "missing", $"action is needed: one of {string.Join(", ", Actions.Keys)}.");
        if (rule.From >= rule.Until) fields.Wrong("until", "out_of_range", "until must be later than from.");
        if (errors.Count == before) Check(rule);
        return rule;
    }

    private string Id()
    {
        string? id = fields.Text("id", 64);
        if (id is not null && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_')) return id;
        fields.Wrong("id", "missing", "id is needed: up to 64 letters, digits, - and _.");
        return "";
    }

    private RuleScope? Scope(IReadOnlyCollection<string>? strategies)
    {
        if (fields.Object("when") is not { IsObject: true } when) return null;
        RuleScope scope = new()
        {
            Strategies = when.Texts("strategies", MostTexts, TextLength),
            Placements = when.Texts("placements", MostTexts, TextLength),
            AnchorCategories = when.Texts("anchorCategories", MostTexts, TextLength),
            Countries = when.Texts("countries", MostTexts, 2),
            Segments = when.Texts("segments", MostTexts, TextLength),
        };
        if (strategies is not null && scope.Strategies?.FirstOrDefault(name => !strategies.Contains(name)) is { } unknown)
            when.Wrong("strategies", "unknown_value", $"There is no strategy {unknown}. There are {string.Join(", ", strategies)}.");
        when.RefuseOthers();
        return scope;
    }

    private ProductSelector? Selector()
    {
        if (fields.Object("products") is not { IsObject: true } products) return null;
        int before = errors.Count;
        ProductSelector selector = new()
        {
            Ids = products.Texts("ids", MostIds, TextLength),
            Categories = products.Texts("categories", MostTexts, TextLength),
            Brands = products.Texts("brands", MostTexts, TextLength),
            Attributes = products.Map("attributes", MostTexts, TextLength),
            MinPrice = (decimal?)products.Number("minPrice", 0, 1e12),
            MaxPrice = (decimal?)products.Number("maxPrice", 0, 1e12),
            MinStock = products.Whole("minStock", 0, int.MaxValue),
            MaxStock = products.Whole("maxStock", 0, int.MaxValue),
        };
        products.RefuseOthers();
        if (errors.Count == before && selector == new ProductSelector()) fields.Wrong("products", "missing", "products must name something; leave it out for all products.");
        return selector;
    }

    /// <summary>What a kind of rule needs.</summary>
    private void Check(MerchandisingRule rule)
    {
        bool lifts = rule.Action is RuleAction.Boost or RuleAction.Bury;
        Needs("factor", lifts, rule.Factor is not null);
        Needs("position", rule.Action is RuleAction.Pin, rule.Position is not null);
        Needs("max", rule.Action is RuleAction.Limit, rule.Max is not null);
        Needs("per", rule.Action is RuleAction.Limit, rule.Per is not null);
        if (rule.Action is RuleAction.Boost && rule.Factor <= 1) fields.Wrong("factor", "out_of_range", "The factor of a boost must be above 1.");
        if (rule.Action is RuleAction.Bury && rule.Factor >= 1) fields.Wrong("factor", "out_of_range", "The factor of a bury must be below 1.");
        if (rule.Action is RuleAction.Pin && rule.Products?.Ids?.Count != 1) fields.Wrong("products", "missing", "A pin needs exactly one id in products.ids.");
        if (rule.Products is null && rule.Action is RuleAction.Exclude or RuleAction.Include or RuleAction.Boost or RuleAction.Bury)
            fields.Wrong("products", "missing", "products is needed: which ones the rule is about.");
        if (rule.MinRelevance is not null && rule.Action is not (RuleAction.Boost or RuleAction.Pin)) fields.Wrong("minRelevance", "not_here", "minRelevance is for boost and pin.");
    }

    private void Needs(string name, bool needed, bool there)
    {
        if (needed && !there) fields.Wrong(name, "missing", $"{name} is needed for this action.");
        if (!needed && there) fields.Wrong(name, "not_here", $"{name} means nothing for this action.");
    }
}
