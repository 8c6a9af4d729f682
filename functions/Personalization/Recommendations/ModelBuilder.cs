using System.Text.Json;
using Personalization.Common;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Recommendations;

/// <summary>Builds a model from all events of the lake, in whatever order; an event or an order that comes twice counts once.</summary>
public sealed class ModelBuilder
{
    // What one person buys in different orders says less of the products than what lies in one cart.
    private const double OtherOrderWeight = 0.3;
    private const int LargestBasket = 200;
    private const int NearestViews = 5;
    private static readonly TimeSpan SessionGap = TimeSpan.FromMinutes(30);

    private readonly HashSet<ulong> seen = [];
    private readonly IdentityLinks links = new();
    private readonly Dictionary<PersonKey, List<Touch>> histories = [];

    /// <summary>How many different events have been added.</summary>
    public long Events => seen.Count;

    /// <summary>Adds an event unless it has been added.</summary>
    public void Add(ShopEvent shopEvent)
    {
        ulong id = StableHash.Of(shopEvent.MessageId);
        if (!seen.Add(id)) return;
        links.Add(shopEvent, id);
        PersonKey person = PersonKey.Of(shopEvent);
        ulong order = OrderOf(shopEvent) ?? id;
        foreach (Interaction one in Interactions.Of(shopEvent))
            if (one.Kind is InteractionKind.View or InteractionKind.CartAdd or InteractionKind.Purchase)
                HistoryOf(person).Add(new Touch(one.At, one.Id, one.Kind, one.ProductId, order));
    }

    /// <summary>The model of everything added.</summary>
    /// <param name="builtAt">Now, UTC.</param>
    public RecommendationModel Build(DateTimeOffset builtAt)
    {
        Touch[][] people = [.. histories.GroupBy(history => links.Resolve(history.Key), history => history.Value)
            .OrderBy(person => person.Key.Value, StringComparer.Ordinal).Select(person => Sorted(person.SelectMany(touches => touches)))];
        string[] products = [.. people.SelectMany(touches => touches).Select(touch => touch.ProductId).Distinct().Order(StringComparer.Ordinal)];
        Dictionary<string, int> places = products.Select((id, place) => (id, place)).ToDictionary(pair => pair.id, pair => pair.place, StringComparer.Ordinal);
        PairCounter bought = new(), viewed = new();
        foreach (Touch[] touches in people)
        {
            CountPurchases(bought, touches, places);
            CountViews(viewed, touches, places);
        }
        string version = StableHash.Hex($"{EventCodec.Text(builtAt)}/{Events}", 16);
        return new RecommendationModel(version, builtAt, Events, products, bought.Rows(products.Length), viewed.Rows(products.Length));
    }

    private List<Touch> HistoryOf(PersonKey person)
    {
        if (!histories.TryGetValue(person, out List<Touch>? history)) histories[person] = history = [];
        return history;
    }

    /// <summary>The page and the server may both tell of an order: it is one.</summary>
    private static ulong? OrderOf(ShopEvent shopEvent) =>
        shopEvent.Event is EventNames.OrderCompleted && shopEvent.Properties.ValueKind is JsonValueKind.Object
        && Interactions.Text(shopEvent.Properties, "order_id") is { } orderId && !string.IsNullOrWhiteSpace(orderId)
            ? StableHash.Of("order/" + orderId)
            : null;

    private static Touch[] Sorted(IEnumerable<Touch> touches) => [.. touches.OrderBy(touch => touch.At).ThenBy(touch => touch.Id)];

    private static void CountPurchases(PairCounter counter, Touch[] touches, Dictionary<string, int> places)
    {
        int[][] orders = [.. touches.Where(touch => touch.Kind is InteractionKind.Purchase).GroupBy(touch => touch.OrderId)
            .Select(order => order.Select(touch => places[touch.ProductId]).Distinct().Take(LargestBasket).ToArray())];
        HashSet<int> owned = [];
        foreach (int[] order in orders)
        {
            // A wholesaler's order of hundreds of lines says little of any two of them.
            double weight = 1 / Math.Log2(1 + order.Length);
            for (int i = 0; i < order.Length; i++)
            {
                for (int j = i + 1; j < order.Length; j++) counter.Pair(order[i], order[j], weight);
                foreach (int earlier in owned) counter.Pair(order[i], earlier, OtherOrderWeight * weight);
                counter.Single(order[i], weight);
            }
            owned.UnionWith(order.Take(LargestBasket - Math.Min(owned.Count, LargestBasket)));
        }
    }

    private static void CountViews(PairCounter counter, Touch[] touches, Dictionary<string, int> places)
    {
        List<int> session = [];
        DateTimeOffset last = DateTimeOffset.MinValue;
        foreach (Touch touch in touches.Where(touch => touch.Kind is not InteractionKind.Purchase))
        {
            if (touch.At - last > SessionGap) session.Clear();
            last = touch.At;
            int product = places[touch.ProductId];
            if (session.Count > 0 && session[^1] == product) continue;
            for (int distance = 1; distance <= Math.Min(NearestViews, session.Count); distance++)
                counter.Pair(product, session[^distance], 1.0 / distance);
            counter.Single(product, 1);
            session.Add(product);
        }
    }

    private readonly record struct Touch(DateTimeOffset At, ulong Id, InteractionKind Kind, string ProductId, ulong OrderId);
}
