using Personalization.Journeys.Orders;
using Personalization.Messages.Delivery;
using Personalization.Profiles;

namespace Personalization.Functions.Journeys.Orders;

/// <summary>Lets nothing go about an order that was cancelled or given back, or about running low of what was bought again.</summary>
internal sealed class OrderGuard(IProfileStore profiles, PostPurchaseSettings settings) : IJourneyGuard
{
    public string Journey => PostPurchaseRules.Name;

    public async Task<string?> WhyNotAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (message.Subject?.Split('/', 2) is not [var step, var orderId]) return null;
        Profile profile = await profiles.ResolveLatestAsync(message.Person, cancellationToken);
        return PostPurchaseRules.WhyNot(profile, orderId, step, settings, message.CreatedAt);
    }
}
