using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalization.Assistant.Offline;
using Personalization.Assistant.Merchants;
using Personalization.Assistant.Proposals;
using Personalization.Assistant.Tools;
using Personalization.Functions.Assistant.Proposals;
using Personalization.Functions.Journeys.Recipes;
using Personalization.Functions.Privacy;
using Personalization.Privacy;

namespace Personalization.Functions.Assistant.Tools;

internal static class MerchantToolsSetup
{
    public static void AddMerchantTools(this IServiceCollection services)
    {
        services.AddSingleton<IProposalStore, TableProposalStore>();
        services.AddSingleton<IPersonalDataPlace, ProposalPlace>();
        services.AddSingleton<IRetentionRule, ProposalRetention>();
        services.AddSingleton(provider => new ApprovalTokens(provider.GetRequiredService<IOptions<AssistantOptions>>().Value.ApprovalKey));
        services.AddSingleton<ProposalDesk>();
        services.AddSingleton<MerchantCounts>();
        services.AddSingleton<MerchantSimilar>();
        services.AddSingleton<IShopWords, MerchantShopWords>();
        services.AddSingleton<IOfflinePlanner, MerchantPlanner>();
        services.AddReads();
        services.AddSingleton<IAssistantTool, SegmentDraftTool>();
        services.AddSingleton<IAssistantTool, TagSimilarTool>();
        services.AddSingleton<IAssistantTool>(provider => new JourneySwitchTool(false, provider.GetRequiredService<RecipeEditor>(), provider.GetRequiredService<ProposalDesk>()));
        services.AddSingleton<IAssistantTool>(provider => new JourneySwitchTool(true, provider.GetRequiredService<RecipeEditor>(), provider.GetRequiredService<ProposalDesk>()));
        services.AddSingleton<IAssistantTool, RuleDraftTool>();
        services.AddSingleton<IAssistantTool, CampaignDraftTool>();
    }

    private static void AddReads(this IServiceCollection services)
    {
        services.AddSingleton<IAssistantTool, SegmentListTool>();
        services.AddSingleton<IAssistantTool, SegmentCountTool>();
        services.AddSingleton<IAssistantTool, AudienceListTool>();
        services.AddSingleton<IAssistantTool, ExperimentListTool>();
        services.AddSingleton<IAssistantTool, SimilarCustomersTool>();
        services.AddSingleton<IAssistantTool, MerchantCards>();
        services.AddSingleton<IAssistantTool, JourneyListTool>();
        services.AddSingleton<IAssistantTool, JourneyStatusTool>();
        services.AddSingleton<IAssistantTool, JourneySimulateTool>();
        services.AddSingleton<IAssistantTool, BestsellersTool>();
        services.AddSingleton<IAssistantTool, PriceStockAlarmsTool>();
        services.AddSingleton<IAssistantTool, RecommendationHealthTool>();
        services.AddSingleton<IAssistantTool, ModelHistoryTool>();
        services.AddSingleton<IAssistantTool, DataQualityTool>();
        services.AddSingleton<IAssistantTool, MessageOutcomesTool>();
        services.AddSingleton<MerchantCosts>();
        services.AddSingleton<IAssistantTool, CostMeterTool>();
    }
}
