using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalization.Assistant.Conversations;
using Personalization.Assistant.Engines;
using Personalization.Assistant.Offline;
using Personalization.Assistant.Tools;

namespace Personalization.Functions.Assistant;

internal static class AssistantSetup
{
    public static void AddAssistant(this IServiceCollection services)
    {
        services.AddOptions<AssistantOptions>().BindConfiguration("Assistant").ValidateOnStart();
        services.AddSingleton<IValidateOptions<AssistantOptions>, AssistantOptionsValidator>();
        services.AddSingleton<IConversationStore, TableConversationStore>();
        services.AddSingleton(provider => new Toolbox(provider.GetServices<IAssistantTool>()));
        services.AddSingleton(provider => new EngineChoice(provider.GetServices<IOfflinePlanner>(), provider.GetRequiredService<Toolbox>(), provider.GetService<IAssistantEngine>()));
        services.AddSingleton<ChatReader>();
        services.AddSingleton<AssistantDesk>();
    }
}
