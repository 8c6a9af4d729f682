using Personalization.Catalog;
using Personalization.Journeys.Carts;
using Personalization.Messages.Delivery;
using Personalization.Profiles;

namespace Personalization.Functions.Journeys.Carts;

/// <summary>Lets no reminder go of a cart that was bought, emptied or changed since it was made.</summary>
internal sealed class CartGuard(IProfileStore profiles, ICatalogStore catalog, AbandonedCartSettings settings) : IJourneyGuard
{
    public string Journey => AbandonedCartRules.Name;

    public async Task<string?> WhyNotAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        Profile profile = (await profiles.LoadLatestAsync(message.Person, cancellationToken)).Profile;
        return AbandonedCartRules.WhyNot(profile, message.Subject ?? "", await catalog.CurrentAsync(cancellationToken), settings, message.CreatedAt);
    }
}
