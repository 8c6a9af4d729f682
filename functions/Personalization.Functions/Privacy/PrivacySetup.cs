using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalization.Privacy;

namespace Personalization.Functions.Privacy;

internal static class PrivacySetup
{
    public static void AddConsents(this IServiceCollection services)
    {
        services.AddOptions<PrivacyOptions>().BindConfiguration("Privacy").ValidateOnStart();
        services.AddSingleton<IValidateOptions<PrivacyOptions>, PrivacyOptionsValidator>();
        services.AddSingleton(provider => ConsentPolicy.Parse(provider.GetRequiredService<IOptions<PrivacyOptions>>().Value.AllowedUnlessObjected));
    }
}
