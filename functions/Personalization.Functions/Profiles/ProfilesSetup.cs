using Microsoft.Extensions.DependencyInjection;
using Personalization.Events;
using Personalization.Privacy;
using Personalization.Functions.Profiles.Staff;
using Personalization.Profiles;

namespace Personalization.Functions.Profiles;

internal static class ProfilesSetup
{
    public static void AddProfiles(this IServiceCollection services)
    {
        services.AddSingleton<IProfileStore, TableProfileStore>();
        services.AddSingleton<ProfileUpdater>();
        services.AddSingleton<IPersonalDataPlace, ProfilesPlace>();
        services.AddSingleton<StaffDesk>();
        services.AddSingleton<IEventSubscriber, ProfileSubscriber>();
    }
}
