using Microsoft.Extensions.DependencyInjection;
using Personalization.Events;
using Personalization.Privacy.Enrichment;
using Personalization.Profiles.Texts;

namespace Personalization.Functions.Profiles.Texts;

internal static class TextsSetup
{
    public static void AddTexts(this IServiceCollection services)
    {
        services.AddSingleton<TextTopicReader>();
        services.AddSingleton<TopicStore>();
        services.AddSingleton<TextStatements>();
        services.AddSingleton<IEventAftermath, TextAftermath>();
    }
}
