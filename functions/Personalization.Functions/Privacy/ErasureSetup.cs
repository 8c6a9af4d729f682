using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalization.Events;
using Personalization.Privacy;

namespace Personalization.Functions.Privacy;

internal static class ErasureSetup
{
    public static void AddErasure(this IServiceCollection services)
    {
        services.AddOptions<ErasureOptions>().BindConfiguration("Privacy").ValidateOnStart();
        services.AddSingleton<IValidateOptions<ErasureOptions>, ErasureOptionsValidator>();
        services.AddSingleton<SuppressedPeople>();
        services.AddSingleton<IEventGate>(provider => provider.GetRequiredService<SuppressedPeople>());
        services.AddSingleton<PrivacyStore>();
        services.AddSingleton<PersonGatherer>();
        services.AddSingleton<StorageScan>();
        services.AddSingleton<PrivacyJob>();
        services.AddSingleton<IPersonalDataPlace, ExportsPlace>();
    }
}
