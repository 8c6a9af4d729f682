using System.Buffers;

namespace Personalization.Recommendations.Merchandising;

/// <summary>
/// A rule set made ready for a shelf, to be applied to lists. First what takes products out, then factors, then limits, then pins;
/// within each by priority, then by id. The same candidates and rules give the same list.
/// </summary>
public sealed class MerchandisingRules
{
    private readonly ProductShelf shelf;
    private readonly MerchandisingLimits limits;
    private readonly CompiledRule[] rules;
    private readonly Lazy<Dictionary<string, string>> costKeys;
    private readonly DateTimeOffset[] turns;

    private MerchandisingRules(MerchandisingRuleSet set, ProductShelf shelf, MerchandisingLimits limits)
    {
        (Set, this.shelf, this.limits) = (set, shelf, limits);
        rules = [.. set.Rules.Where(rule => rule.Enabled).OrderBy(rule => Stage(rule.Action)).ThenByDescending(rule => rule.Priority)
            .ThenBy(rule => rule.Id, StringComparer.Ordinal).Select(rule => new CompiledRule(rule, shelf, limits))];
        turns = [.. rules.SelectMany(rule => new[] { rule.Rule.From, rule.Rule.Until }).Where(turn => turn is not null).Select(turn => turn!.Value).Order()];
        costKeys = new(() => set.Rules.ToDictionary(rule => rule.Id, RuleCosts.KeyOf, StringComparer.Ordinal));
    }

    /// <summary>No rules.</summary>
    public static MerchandisingRules None { get; } = new(MerchandisingRuleSet.Empty, ProductShelf.Empty, new MerchandisingLimits());

    /// <summary>The rules.</summary>
    public MerchandisingRuleSet Set { get; }

    /// <summary>The products that candidates are numbered by.</summary>
    public ProductShelf Shelf => shelf;

    /// <summary>Makes rules ready: costs a look at every product for each rule, so once for each version of either.</summary>
    public static MerchandisingRules Compile(MerchandisingRuleSet set, ProductShelf shelf, MerchandisingLimits limits) => new(set, shelf, limits);

    /// <summary>True when there is any rule to apply.</summary>
    public bool Any => rules.Length > 0;

    /// <summary>Names the rules that hold at a moment: another name where one has come into force or ended since.</summary>
    public string VersionAt(DateTimeOffset now)
    {
        int passed = Array.BinarySearch(turns, now);
        if (passed < 0) return $"{Set.Version}/{~passed}";
        while (passed < turns.Length && turns[passed] == now) passed++;
        return $"{Set.Version}/{passed}";
    }

    /// <summary>The name that a rule's costs are kept under, see <see cref="RuleCosts.KeyOf"/>.</summary>
    public string CostKeyOf(string ruleId) => costKeys.Value[ruleId];

    /// <summary>Puts candidates in order and leaves out what rules take out.</summary>
    /// <param name="candidates">Candidates of one strategy, each product once, their scores comparable; put in order in place.</param>
    /// <param name="context">What the list is asked for.</param>
    /// <param name="effects">Takes what each rule did, in the order of their doing; null for lists that nobody asks about.</param>
    /// <returns>How many of them stay; they stand in front.</returns>
    public int Apply(Span<RankedCandidate> candidates, in MerchandisingContext context, ICollection<RuleEffect>? effects = null)
    {
        if (candidates.Length == 0) return 0;
        RankedCandidate[] room = ArrayPool<RankedCandidate>.Shared.Rent(candidates.Length);
        CompiledRule[] applying = ArrayPool<CompiledRule>.Shared.Rent(Math.Max(1, rules.Length));
        try
        {
            CandidateOrder.SortByScore(candidates, room);
            int anchorCategory = rules.Length > 0 && context.Anchor >= 0 ? shelf.CategoryOf[context.Anchor] : -1, count = 0;
            foreach (CompiledRule rule in rules)
                if (rule.Applies(context, anchorCategory)) applying[count++] = rule;
            return new RuleRun(shelf, limits, context, anchorCategory, room, effects).Apply(applying.AsSpan(0, count), candidates);
        }
        finally
        {
            ArrayPool<CompiledRule>.Shared.Return(applying, clearArray: true);
            ArrayPool<RankedCandidate>.Shared.Return(room);
        }
    }

    private static int Stage(RuleAction action) => action switch
    {
        RuleAction.Exclude or RuleAction.Include or RuleAction.SameCategory => 0,
        RuleAction.Boost or RuleAction.Bury => 1,
        RuleAction.Limit => 2,
        _ => 3,
    };
}
