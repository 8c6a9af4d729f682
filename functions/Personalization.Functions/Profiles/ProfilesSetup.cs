using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalization.Events;
using Personalization.Functions.Profiles.Identity;
using Personalization.Functions.Profiles.Staff;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Profiles.Identity;

namespace Personalization.Functions.Profiles;

internal static class ProfilesSetup
{
    public static void AddProfiles(this IServiceCollection services)
    {
        services.AddSingleton<IProfileStore, TableProfileStore>();
        services.AddSingleton(provider => (IProfileScan)provider.GetRequiredService<IProfileStore>());
        services.AddSingleton<ProfileUpdater>();
        services.AddOptions<IdentityOptions>().BindConfiguration("Identity").ValidateOnStart();
        services.AddSingleton<IValidateOptions<IdentityOptions>, IdentityOptionsValidator>();
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<IdentityOptions>>().Value.ToGuards());
        services.AddSingleton<IQuarantineStore, TableQuarantineStore>();
        services.AddSingleton<IPersonalDataPlace, QuarantinePlace>();
        // Before the profiles themselves: by them it knows who else is concerned.
        services.AddSingleton<IPersonalDataPlace, MentionsPlace>();
        services.AddSingleton<IPersonalDataPlace, ProfilesPlace>();
        services.AddSingleton<IdentityDesk>();
        services.AddSingleton<StaffDesk>();
        services.AddSingleton<IEventSubscriber, ProfileSubscriber>();
    }
}
