using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Personalization.Assistant.Conversations;
using Personalization.Assistant.Engines;
using Personalization.Assistant.Limits;
using Personalization.Assistant.Offline;
using Personalization.Assistant.Tools;
using Personalization.Functions.Assistant.Hints;
using Personalization.Functions.Assistant.Tools;
using Personalization.Functions.Privacy;
using Personalization.Privacy;
using Personalization.Functions.Assistant.Mcp;

namespace Personalization.Functions.Assistant;

internal static class AssistantSetup
{
    public static void AddAssistant(this IServiceCollection services)
    {
        services.AddOptions<AssistantOptions>().BindConfiguration("Assistant").ValidateOnStart();
        services.AddSingleton<IValidateOptions<AssistantOptions>, AssistantOptionsValidator>();
        services.AddSingleton<IConversationStore, TableConversationStore>();
        services.AddShopperTools();
        services.AddSingleton(provider => new Toolbox(provider.GetServices<IAssistantTool>(), FailedOf(provider)));
        services.AddSingleton(provider => new EngineChoice(provider.GetServices<IOfflinePlanner>(), provider.GetRequiredService<Toolbox>(), ModelOf(provider)));
        services.AddSingleton<ITokenLedger, TableTokenLedger>();
        services.AddSingleton<ModelBudget>();
        services.AddSingleton<IPersonalDataPlace, ConversationsPlace>();
        services.AddSingleton<IRetentionRule, ConversationRetention>();
        services.AddSingleton<IRetentionRule, TokenRetention>();
        services.AddSingleton(provider => new QuestionRates(provider.GetRequiredService<IOptions<AssistantOptions>>().Value.QuestionsPerMinute, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ChatReader>();
        services.AddSingleton<AssistantDesk>();
        services.AddSingleton<HintDesk>();
        services.AddMerchantTools();
        services.AddMcp();
    }

    private static ModelEngine? ModelOf(IServiceProvider provider) => provider.GetRequiredService<IOptions<AssistantOptions>>().Value is { ModelUrl: not null } options
        ? new ModelEngine(new OpenAIChatModel(options, provider.GetRequiredService<TimeProvider>()), provider.GetRequiredService<Toolbox>(), new ModelLimits())
        : null;

    private static Action<string, Exception> FailedOf(IServiceProvider provider)
    {
        ILogger<Toolbox> log = provider.GetRequiredService<ILogger<Toolbox>>();
        return log.ToolFailed;
    }
}
