using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalization.Events;
using Personalization.Events.Decisions;
using Personalization.Functions.Events;
using Personalization.Functions.Experiences;
using Personalization.Offers.Coupons;
using Personalization.Offers.Definitions;
using Personalization.Privacy;

namespace Personalization.Functions.Offers;

internal static class OffersSetup
{
    public static void AddOffers(this IServiceCollection services)
    {
        services.AddOptions<OfferOptions>().BindConfiguration("Offers").ValidateOnStart();
        services.AddSingleton<IValidateOptions<OfferOptions>, OfferOptionsValidator>();
        services.AddSingleton(provider => new CouponKeys([.. DecisionSigner.Split(provider.GetRequiredService<IOptions<DecisionOptions>>().Value.DecisionKey!)]));
        services.AddSingleton<IOfferStore, BlobOfferStore>();
        services.AddSingleton<IRedemptions, TableRedemptions>();
        services.AddSingleton<OfferDesk>();
        services.AddSingleton<ISlotSource>(provider => provider.GetRequiredService<OfferDesk>());
        services.AddSingleton<OfferEditor>();
        services.AddSingleton<OfferAuditor>();
        services.AddSingleton<CouponDesk>();
        services.AddSingleton<CouponFunctions>();
        services.AddSingleton<IEventAftermath, OrderCancellations>();
        services.AddSingleton<IPersonalDataPlace, OffersPlace>();
    }
}
