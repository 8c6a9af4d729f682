using System.Text.Json;
using Microsoft.Extensions.Options;
using Personalization.Events;
using Personalization.Functions.Http;
using Personalization.Offers.Coupons;

namespace Personalization.Functions.Offers;

/// <summary>Gives coupons of cancelled orders back, where the shop's own server says so.</summary>
internal sealed class OrderCancellations(IRedemptions redemptions, IOptions<OfferOptions> options) : IEventAftermath
{
    public async Task SettleAsync(IReadOnlyList<ShopEvent> events, CancellationToken cancellationToken)
    {
        if (options.Value.OrderSources.Count == 0) return;
        foreach (ShopEvent one in events)
            if (one is { Event: EventNames.OrderCancelled, Source: { } source, Properties.ValueKind: JsonValueKind.Object } && options.Value.OrderSources.Contains(source)
                && JsonFields.Text(one.Properties, "order_id") is { Length: > 0 } order)
                await redemptions.ReleaseAsync(order, cancellationToken);
    }
}
