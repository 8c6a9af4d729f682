using System.Globalization;
using Personalization.Assistant.Tools;
using Personalization.Common;
using Personalization.Functions.Insights.People;
using Personalization.Functions.Profiles;
using Personalization.Profiles;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>A customer on a card, without what the customer is reached or called by.</summary>
internal sealed class MerchantCards(ProfileUpdater profiles, CardMaker cards) : IAssistantTool
{
    public ToolDefinition Definition { get; } = MerchantTool.Reads(
        "profile_card", "Show a customer", "A customer on a card: value, orders, cart, tags, what is expected, what to suggest. Without name, address or phone.", MerchantTool.Person);

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellationToken)
    {
        (Profile? profile, Problem? problem) = await profiles.FindAsync(arguments.Text("person")!, cancellationToken);
        if (profile is null) return ToolResult.Failed(Definition.Name, problem!);
        CardBody card = await cards.MakeAsync(profile, [], reveal: false, cancellationToken);
        string query = MerchantTool.PathOf(profile, "card"), id = MerchantTool.Shown(profile.Key);
        List<Fact> facts =
        [
            new ThingFact("customer", id, null, card.Value.Stage, profile.LastSeen, query),
            new FigureFact("customer.orders", card.Value.Orders, "orders", query) { Of = id },
            .. card.Value.Revenue.Select(one => new FigureFact("customer.revenue", one.Value, one.Key.Length == 0 ? null : one.Key, query) { Of = id }),
        ];
        if (card.Expected?.ChurnRisk is { } churn) facts.Add(new FigureFact("customer.churn_risk", Percent(churn), "%", query) { Of = id });
        if (card.Expected?.LifetimeValue is { } value) facts.Add(new FigureFact("customer.lifetime_value", Math.Round((decimal)value, 2), card.Expected.Currency, query) { Of = id });
        facts.AddRange(card.Tags.Select(tag => new ThingFact("tag", tag.Tag, null, null, null, query)));
        facts.AddRange(card.Cart.Select(line => new ThingFact("cart", line.ProductId, line.Name, line.Quantity?.ToString(CultureInfo.InvariantCulture), null, query)));
        facts.AddRange(card.Suggestions.Select(one => new ThingFact("suggestion", one.ProductId, one.Name, one.Reason, null, query)));
        return new ToolResult(Definition.Name, [.. facts]);
    }

    private static decimal Percent(double share) => Math.Round((decimal)share * 100, 1);
}
