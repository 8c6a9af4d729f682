using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Catalog;
using Personalization.Catalog.Search;
using Personalization.Messages;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Segments.Predictions;

namespace Personalization.Journeys.Orders;

/// <summary>The messages of an order's journey. A step that has nothing to say, or nobody to say it to, does nothing.</summary>
internal static class OrderMessages
{
    /// <summary>Attributes of products that tell how to look after them, and how to put them up or on.</summary>
    public const string CareAttribute = "care", FittingAttribute = "fitting";

    // What is needed again about the same time is told of together.
    private static readonly TimeSpan Together = TimeSpan.FromDays(7);

    private const int MostItems = 10;
    private const double Days = 24;

    public static ImmutableArray<JourneyAct> Of(string step, Order order, PostPurchaseFacts facts) => step switch
    {
        PostPurchaseRules.ThankYou => Said(step, "order-thank-you", order, Bought(order, facts), facts, 2 * Days),
        PostPurchaseRules.Insert => Task(order, facts),
        PostPurchaseRules.Care => Said(step, "order-care", order, Bought(order, facts).Where(product => HasInstructions(product, facts)), facts, 7 * Days),
        PostPurchaseRules.Review => Sold(step, "order-review", "reviews", order, Bought(order, facts), facts),
        PostPurchaseRules.Accessory => Accessories(step, order, facts),
        _ when LateOrders.Is(step) => Late(step, order, facts),
        _ => Sold(step, "order-replenish", "replenishment", order, Needed(order, facts).Where(product => product.IsAvailable), facts),
    };

    private static ImmutableArray<JourneyAct> Said(string step, string template, Order order, IEnumerable<Product> products, PostPurchaseFacts facts, double hours) =>
        Reach.ToServe(facts.Profile, facts.Channels) is { } channel ? Send(step, template, channel, order, products, facts, hours) : [];

    private static ImmutableArray<JourneyAct> Sold(string step, string template, string list, Order order, IEnumerable<Product> products, PostPurchaseFacts facts) =>
        !JourneyIds.IsHeldOut(PostPurchaseRules.Name, facts.Profile.Key, facts.Settings.Holdout)
        && Consents.ToMarketing(facts.Profile) is { } permission && Reach.ToSell(facts.Profile, permission, list, facts.Channels) is { } channel
            ? Send(step, template, channel, order, products.Where(product => !facts.Sensitive.IsSensitive(product)), facts, 7 * Days) : [];

    private static ImmutableArray<JourneyAct> Accessories(string step, Order order, PostPurchaseFacts facts)
    {
        Product[] products = [.. facts.Accessories.Select(facts.Catalog.Find).OfType<Product>().Where(product => product.IsAvailable && !facts.Sensitive.IsSensitive(product))];
        if (products.Length == 0) return [];
        ImmutableArray<JourneyAct> sold = Sold(step, "order-accessory", "accessories", order, Bought(order, facts), facts);
        return [.. sold.OfType<SendMessage>().Select(message => message with { Model = With(message.Model, "recommendations", ProductModel.Of(products, Language(facts))) })];
    }

    private static ImmutableArray<JourneyAct> Send(
        string step, string template, MessageChannel channel, Order order, IEnumerable<Product> products, PostPurchaseFacts facts, double hours)
    {
        JsonArray items = [.. products.Take(MostItems).Select(product => Item(product, facts))];
        // Thanks, and news of the order itself, are due even for what the catalog does not know.
        if (items.Count == 0 && step != PostPurchaseRules.ThankYou && !LateOrders.Is(step)) return [];
        JsonObject model = new() { ["orderId"] = order.OrderId, ["items"] = items };
        return [new SendMessage(step, channel, template, JsonElement.Parse(model.ToJsonString()), hours) { Subject = SubjectOf(order.OrderId, step) }];
    }

    private static ImmutableArray<JourneyAct> Late(string step, Order order, PostPurchaseFacts facts)
    {
        ImmutableArray<JourneyAct> told = Said(step, "order-delayed", order, Bought(order, facts), facts, 2 * Days);
        JsonNode news = new JsonObject { ["missed"] = LateOrders.IsMissed(step), ["due"] = order.DueAt()?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) };
        return [.. told.OfType<SendMessage>().Select(message => message with { Model = With(message.Model, "delay", news) })];
    }

    private static ImmutableArray<JourneyAct> Task(Order order, PostPurchaseFacts facts)
    {
        if (!facts.Channels.Contains(MessageChannel.Webhook)) return [];
        JsonObject body = new()
        {
            ["orderId"] = order.OrderId,
            ["person"] = facts.Profile.Key.Address,
            ["firstName"] = ContactPoints.Text(facts.Profile, "firstName"),
            ["language"] = Language(facts),
            ["products"] = new JsonArray([.. order.Said!.Lines.Select(line => new JsonObject { ["productId"] = line.ProductId, ["quantity"] = line.Quantity })]),
        };
        return
        [
            new CallWebhook(PostPurchaseRules.Insert, facts.Settings.Insert, JsonElement.Parse(body.ToJsonString())) { Subject = SubjectOf(order.OrderId, PostPurchaseRules.Insert) },
        ];
    }

    /// <summary>What a message of a step is about, for its guard.</summary>
    private static string SubjectOf(string orderId, string step) => $"{step}/{orderId}";

    private static JsonObject Item(Product product, PostPurchaseFacts facts)
    {
        JsonObject item = ProductModel.Of(product, Language(facts));
        foreach (string attribute in (string[])[CareAttribute, FittingAttribute])
            if (Instructions(product, attribute, facts) is { } text) item[attribute] = text;
        return item;
    }

    private static bool HasInstructions(Product product, PostPurchaseFacts facts) =>
        Instructions(product, CareAttribute, facts) is not null || Instructions(product, FittingAttribute, facts) is not null;

    // The product's own, or those of the shop's guide to what it is made of or made for.
    private static string? Instructions(Product product, string attribute, PostPurchaseFacts facts) => Attribute(product, attribute)
        ?? (Guides.For(facts.Catalog.Content, product, attribute is CareAttribute ? Guides.Care : Guides.Fit, false) is { } guide ? Guides.TextOf(guide, Language(facts) ?? "") : null);

    private static string? Attribute(Product product, string name) =>
        product.Attributes is { } all && all.TryGetValue(name, out string? text) && !string.IsNullOrWhiteSpace(text) ? text : null;

    private static IEnumerable<Product> Bought(Order order, PostPurchaseFacts facts) =>
        order.Said!.Lines.Select(line => line.ProductId).Distinct(StringComparer.Ordinal).Select(facts.Catalog.Find).OfType<Product>();

    private static IEnumerable<Product> Needed(Order order, PostPurchaseFacts facts)
    {
        ImmutableArray<(string ProductId, DateTimeOffset At)> needed = Replenishment.Of(facts.Profile, order, facts.Intervals);
        return needed.Where(one => one.At <= needed[0].At + Together).Select(one => facts.Catalog.Find(one.ProductId)).OfType<Product>();
    }

    private static string? Language(PostPurchaseFacts facts) => ContactPoints.Text(facts.Profile, "locale");

    private static JsonElement With(JsonElement model, string name, JsonNode value)
    {
        JsonObject all = JsonObject.Create(model)!;
        all[name] = value;
        return JsonElement.Parse(all.ToJsonString());
    }
}
