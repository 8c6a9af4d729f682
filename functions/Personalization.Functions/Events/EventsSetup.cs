using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalization.Events;
using Personalization.Events.Decisions;
using Personalization.Privacy;

namespace Personalization.Functions.Events;

internal static class EventsSetup
{
    public static void AddEvents(this IServiceCollection services)
    {
        services.AddOptions<EventOptions>().BindConfiguration("Events").ValidateOnStart();
        services.AddSingleton<IValidateOptions<EventOptions>, EventOptionsValidator>();
        services.AddSingleton(_ => EventVocabulary.Default);
        services.AddSingleton(provider => new WriteKeys(provider.GetRequiredService<IOptions<EventOptions>>().Value.WriteKeys));
        services.AddOptions<DecisionOptions>().Configure<IConfiguration>((options, settings) => options.DecisionKey = settings[nameof(DecisionOptions.DecisionKey)]).ValidateOnStart();
        services.AddSingleton<IValidateOptions<DecisionOptions>, DecisionOptionsValidator>();
        services.AddSingleton(provider => new DecisionSigner(DecisionSigner.Split(provider.GetRequiredService<IOptions<DecisionOptions>>().Value.DecisionKey!)));
        services.AddSingleton<IDecisionReader>(provider => provider.GetRequiredService<DecisionSigner>());
        services.AddSingleton<EventCapture>();
        services.AddSingleton<ClaimedPackages>();
        services.AddSingleton<IEventQueue, StorageEventQueue>();
        services.AddSingleton<IEventLake, BlobEventLake>();
        services.AddSingleton<LakeReader>();
        services.AddSingleton<FixStore>();
        services.AddSingleton<IPersonalDataPlace, LakePlace>();
        services.AddSingleton<IPersonalDataPlace, EventQueuePlace>();
        services.AddSingleton<EventPipeline>();
        services.AddSingleton<CaptureEndpoint>();
        services.AddSingleton<ServerEvents>();
    }
}
