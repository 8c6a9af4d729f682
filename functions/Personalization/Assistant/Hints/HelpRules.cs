using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Personalization.Catalog;
using Personalization.Catalog.Search;
using Personalization.Common;
using Personalization.Journeys.Orders;
using Personalization.Profiles;
using Personalization.Segments.Predictions;

namespace Personalization.Assistant.Hints;

/// <summary>Chooses the help to offer before it is asked for. Pure: the same facts give the same hints.</summary>
public static partial class HelpRules
{
    /// <summary>Hints at a time: help that crowds is none.</summary>
    public const int Most = 3;

    /// <summary>What was bought, or has come, longer ago is known by now.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromDays(30);

    private static readonly TimeSpan Lead = TimeSpan.FromDays(3), Lag = TimeSpan.FromDays(7);

    /// <summary>The hints, the most urgent first; none that was shown before.</summary>
    public static ImmutableArray<Hint> Of(HelpFacts facts) =>
    [
        .. Delays(facts).Concat(Beside(facts)).Concat(RestockRules.Of(facts)).Concat(Guided(facts)).Concat(Needed(facts))
            .Where(hint => !facts.Shown.Contains(hint.Id) && !facts.Sensitive.IsSensitive(hint.Product)).DistinctBy(hint => hint.Id).Take(Most),
    ];

    /// <summary>The id of a hint.</summary>
    internal static string IdOf(HintKind kind, params string?[] about) => "hint-" + StableHash.Hex($"{(int)kind}\n{string.Join('\n', about)}", 16);

    private static IEnumerable<Hint> Delays(HelpFacts facts)
    {
        foreach (Order order in facts.Own?.Orders ?? [])
        {
            OrderStanding standing = order.StandingAt(facts.Now);
            // What was late long ago and never said to have arrived has most likely come all the same.
            if (order.Said is null || !standing.IsLate || (standing.DueAt ?? standing.At) < facts.Now - Fresh) continue;
            string change = $"{standing.State}\n{(standing.DueAt ?? standing.At).UtcTicks}";
            yield return new Hint(IdOf(HintKind.DeliveryDelay, order.OrderId, change), HintKind.DeliveryDelay, standing.State is OrderState.Overdue ? HintReasons.PromisePassed : HintReasons.ShopSaidLate)
            {
                Order = order, Standing = standing, At = standing.At,
            };
        }
    }

    // Whoever looks at something that comes in sizes is about to ask which.
    private static IEnumerable<Hint> Beside(HelpFacts facts)
    {
        if (facts.Beside is not { IsContent: false } product) yield break;
        if (Guides.For(facts.Catalog.Content, product, Guides.Fit, IsWorn(product)) is { } guide)
            yield return new Hint(IdOf(HintKind.FitGuide, HintReasons.Looking, guide.ProductId), HintKind.FitGuide, HintReasons.Looking) { Product = product, Guide = guide };
    }

    // A capacity or a number of pages is a size too, but not one that anybody tries on.
    private static bool IsWorn(Product product) =>
        AttributeWords.Sizes.ValueOf(product) is { } sizes && sizes.Split([',', ';', '|', '/', ' '], StringSplitOptions.RemoveEmptyEntries).Any(size => WornSize().IsMatch(size));

    [GeneratedRegex(@"^(\d?X{0,3}[SML]|[23456]\d([.,]5)?)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex WornSize();

    private static IEnumerable<Hint> Guided(HelpFacts facts)
    {
        foreach (Order order in facts.Own?.Orders ?? [])
        {
            OrderStanding standing = order.StandingAt(facts.Now);
            DateTimeOffset since = order.DeliveredAt ?? order.PlacedAt;
            if (order.Said is null || standing.State is OrderState.Cancelled or OrderState.Refunded || standing.IsLate || since < facts.Now - Fresh) continue;
            foreach (Product product in order.Said.Lines.Select(line => line.ProductId).Distinct(StringComparer.Ordinal).Select(facts.Catalog.Find).OfType<Product>())
            {
                if (Guide(facts, HintKind.FitGuide, product, Guides.Fit, OrderMessages.FittingAttribute) is { } fit) yield return fit with { Order = order, At = since };
                if (Guide(facts, HintKind.CareGuide, product, Guides.Care, OrderMessages.CareAttribute) is { } care) yield return care with { Order = order, At = since };
            }
        }
    }

    private static Hint? Guide(HelpFacts facts, HintKind kind, Product product, string topic, string attribute)
    {
        bool says = !string.IsNullOrWhiteSpace(product.Attributes?.GetValueOrDefault(attribute));
        Product? guide = says ? null : Guides.For(facts.Catalog.Content, product, topic, false);
        return says || guide is not null ? new Hint(IdOf(kind, HintReasons.Bought, guide?.ProductId ?? product.ProductId), kind, HintReasons.Bought) { Product = product, Guide = guide } : null;
    }

    private static IEnumerable<Hint> Needed(HelpFacts facts)
    {
        if (facts.Own is not { } own) yield break;
        foreach (Order order in own.Orders.Where(order => order is { Said: not null, CancelledAt: null }))
            foreach ((string id, DateTimeOffset at) in Replenishment.Of(own, order, facts.Intervals))
                if (at - Lead <= facts.Now && at + Lag > facts.Now && facts.Catalog.Find(id) is { IsAvailable: true } product)
                    yield return new Hint(IdOf(HintKind.Replenish, order.OrderId, id), HintKind.Replenish, HintReasons.OwnInterval) { Product = product, Order = order, At = at };
    }
}
