using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalization.Recommendations.Merchandising;

namespace Personalization.Functions.Recommendations.Merchandising;

internal static class MerchandisingSetup
{
    public static void AddMerchandising(this IServiceCollection services)
    {
        services.AddOptions<MerchandisingOptions>().BindConfiguration("Merchandising").ValidateOnStart();
        services.AddSingleton<IValidateOptions<MerchandisingOptions>, MerchandisingOptionsValidator>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<MerchandisingOptions>>().Value.Limits);
        services.AddSingleton<IMerchandisingStore, BlobMerchandisingStore>();
        services.AddSingleton<RuleDesk>();
        services.AddSingleton<RuleCostLedger>();
    }
}
