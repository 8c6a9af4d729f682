using Personalization.Assistant.Engines;
using Personalization.Assistant.Offline;
using Personalization.Assistant.Tools;
using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>Understands shoppers and words the answers, by rules alone.</summary>
/// <param name="source">The catalog's search.</param>
public sealed class ShopperPlanner(ISearchSource source) : IOfflinePlanner
{
    /// <inheritdoc/>
    public AssistantAudience Audience => AssistantAudience.Shopper;

    /// <inheritdoc/>
    public async ValueTask<OfflinePlan> PlanAsync(AssistantTurn turn, CancellationToken cancellationToken)
    {
        ShopperWish wish = ShopperReader.Read(turn.Question, turn.Before, await source.CurrentAsync(cancellationToken), turn.Caller);
        if (wish.Intent is Intents.CartShow) wish = wish with { Products = [.. turn.Caller.Cart ?? []] };
        return new OfflinePlan(wish.Intent, wish.Write(), wish.Intent is Intents.CartShow ? WishCalls.Of(wish with { Intent = Intents.AskDetails }, turn.Question) : WishCalls.Of(wish, turn.Question));
    }

    /// <inheritdoc/>
    public string Say(OfflinePlan plan, IReadOnlyList<ToolResult> results, AssistantTurn turn)
    {
        ShopperWish wish = ShopperWish.Read(plan.Understood) ?? new ShopperWish(plan.Intent);
        return new ShopperAnswer(ShopperTexts.For(wish.Language ?? turn.Language), wish, results).Say();
    }
}
