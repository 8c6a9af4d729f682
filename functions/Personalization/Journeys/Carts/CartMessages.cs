using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Messages;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Journeys.Carts;

/// <summary>The messages of a cart's journey.</summary>
internal static class CartMessages
{
    private const int MostItems = 10;

    /// <summary>What a step does; nothing for an incentive to somebody who gets none.</summary>
    public static ImmutableArray<JourneyAct> Of(
        string step, AbandonedCartState state, ShopperCart cart, MessageChannel channel, AbandonedCartFacts facts, Permission<ForMarketing> permission, DateTimeOffset now)
    {
        CartContent content = CartContent.Of(cart, facts.Catalog, facts.Sensitive);
        JsonObject model = Model(content, facts);
        if (step != AbandonedCartRules.Incentive) return [Send(step, channel, "cart-reminder", model, cart, facts, 10)];
        if (facts.Coupon is null || CartIncentive.Cost(facts.Profile, permission, content, facts.Settings.Incentive, now) is null) return [];
        model["coupon"] = facts.Coupon;
        model["percent"] = facts.Settings.Incentive.Percent.ToString("0.##", CultureInfo.InvariantCulture);
        return [Send(step, channel, "cart-incentive", model, cart, facts, 20), new SetTag(CartIncentive.GivenAt, JsonSerializer.SerializeToElement(now.UtcDateTime))];
    }

    private static SendMessage Send(string step, MessageChannel channel, string template, JsonObject model, ShopperCart cart, AbandonedCartFacts facts, int priority) =>
        new(step, channel, template, JsonElement.Parse(model.ToJsonString()), facts.Settings.ValidForHours, priority) { Subject = cart.Id };

    private static JsonObject Model(CartContent content, AbandonedCartFacts facts)
    {
        string? language = ContactPoints.Text(facts.Profile, "locale");
        JsonObject model = new()
        {
            ["items"] = new JsonArray([.. content.Items.Take(MostItems).Select(item => ProductModel.Of(item.Product, language, item.Quantity))]),
            ["more"] = Math.Max(0, content.Items.Length - MostItems),
            ["recommendations"] = ProductModel.Of(facts.Recommended.Select(facts.Catalog.Find).OfType<Catalog.Product>(), language),
        };
        if (content.Currency is { } currency) model["total"] = ProductModel.Money(content.Value, currency);
        if (facts.Settings.CartUrl.Length > 0) model["cartUrl"] = facts.Settings.CartUrl;
        return model;
    }
}
