using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalization.Events;
using Personalization.Functions.Catalog.Imports;
using Personalization.Functions.Events;
using Personalization.Functions.Jobs;
using Personalization.Functions.Journeys.Recipes;
using Personalization.Functions.Messages;
using Personalization.Functions.Profiles;
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
        services.AddSingleton<DataPlaces>();
        services.AddSingleton<IJobRunner, PrivacyJob>();
        services.AddSingleton<IPersonalDataPlace, ExportsPlace>();
        services.AddRetention();
    }

    private static void AddRetention(this IServiceCollection services)
    {
        services.AddOptions<RetentionOptions>().BindConfiguration("Privacy:Retention").ValidateOnStart();
        services.AddSingleton<IValidateOptions<RetentionOptions>, RetentionOptionsValidator>();
        services.AddSingleton<RetentionJob>();
        services.AddSingleton<IRetentionRule, ExportRetention>();
        services.AddSingleton<IRetentionRule, UploadRetention>();
        services.AddSingleton<IRetentionRule, WatcherRetention>();
        services.AddSingleton<IRetentionRule, MessageRetention>();
        services.AddSingleton<IRetentionRule, AnonymousProfileRetention>();
        services.AddSingleton<IRetentionRule, KnownProfileRetention>();
        services.AddSingleton<IRetentionRule, LakeRetention>();
    }
}
