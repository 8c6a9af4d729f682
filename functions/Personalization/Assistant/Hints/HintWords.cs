using Personalization.Assistant.Shoppers;
using Personalization.Catalog;
using Personalization.Catalog.Search;
using Personalization.Journeys.Orders;
using Personalization.Profiles;

namespace Personalization.Assistant.Hints;

/// <summary>Says hints in a language. What they say is the shop's data alone.</summary>
public static class HintWords
{
    /// <summary>The hint in words.</summary>
    /// <param name="hint">The hint.</param>
    /// <param name="language">BCP 47 tag; what a language lacks is said in English.</param>
    public static string Of(Hint hint, string language)
    {
        ShopperTexts texts = ShopperTexts.For(language);
        return hint switch
        {
            { Kind: HintKind.DeliveryDelay } => Delay(texts, hint.Order!.OrderId, hint.Standing!.Value),
            { Kind: HintKind.Restock, Product: { } back } => texts.Price(back.Price, back.Currency) is { } price
                ? texts.Say("hint_restock", texts.NameOf(back), price) : texts.Say("hint_restock_plain", texts.NameOf(back)),
            { Kind: HintKind.Replenish, Product: { } needed } => texts.Say("hint_replenish", texts.NameOf(needed)),
            { Kind: HintKind.CareGuide, Product: { } bought } => texts.Say("hint_care", texts.NameOf(bought), Guide(hint, bought, OrderMessages.CareAttribute, language)),
            { Kind: HintKind.FitGuide, Product: { } product } => texts.Say(
                hint.Reason == HintReasons.Looking ? "hint_fit_looking" : "hint_fit", texts.NameOf(product), Guide(hint, product, OrderMessages.FittingAttribute, language)),
            _ => throw new ArgumentOutOfRangeException(nameof(hint), hint.Kind, "A hint that nothing is said of"),
        };
    }

    private static string Delay(ShopperTexts texts, string order, OrderStanding standing) => standing switch
    {
        { State: OrderState.Overdue, DueAt: { } missed } => texts.Say("hint_overdue", order, ShopperTexts.Day(missed)),
        { DueAt: { } due } => texts.Say("hint_delayed", order, ShopperTexts.Day(due)),
        _ => texts.Say("hint_delayed_open", order),
    };

    private static string Guide(Hint hint, Product product, string attribute, string language) =>
        Guides.Passage(hint.Guide is { } guide ? Guides.TextOf(guide, language) : product.Attributes![attribute], product.Name);
}
