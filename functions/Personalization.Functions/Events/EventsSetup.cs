using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalization.Events;

namespace Personalization.Functions.Events;

internal static class EventsSetup
{
    public static void AddEvents(this IServiceCollection services)
    {
        services.AddOptions<EventOptions>().BindConfiguration("Events").ValidateOnStart();
        services.AddSingleton<IValidateOptions<EventOptions>, EventOptionsValidator>();
        services.AddSingleton(_ => EventVocabulary.Default);
        services.AddSingleton(provider => new WriteKeys(provider.GetRequiredService<IOptions<EventOptions>>().Value.WriteKeys));
        services.AddSingleton<EventCapture>();
        services.AddSingleton<ClaimedPackages>();
        services.AddSingleton<IEventQueue, StorageEventQueue>();
        services.AddSingleton<IEventLake, BlobEventLake>();
        services.AddSingleton<LakeReader>();
        services.AddSingleton<EventPipeline>();
        services.AddSingleton<CaptureEndpoint>();
    }
}
