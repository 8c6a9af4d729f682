using Microsoft.Extensions.DependencyInjection;
using Personalization.Assistant.Offline;
using Personalization.Assistant.Shoppers;
using Personalization.Assistant.Tools;
using Personalization.Catalog.Search;

namespace Personalization.Functions.Assistant.Tools;

internal static class ShopperToolsSetup
{
    public static void AddShopperTools(this IServiceCollection services)
    {
        services.AddSingleton<ISearchSource, CatalogSearch>();
        services.AddSingleton<IOfflinePlanner, ShopperPlanner>();
        services.AddSingleton<IAssistantTool, SearchProductsTool>();
        services.AddSingleton<IAssistantTool, ProductFactsTool>();
        services.AddSingleton<IAssistantTool, CompareProductsTool>();
        services.AddSingleton<IAssistantTool, RecommendProductsTool>();
        services.AddSingleton<IAssistantTool, CartAddTool>();
        services.AddSingleton<IAssistantTool, CartRemoveTool>();
        services.AddSingleton<IAssistantTool, OrderStatusTool>();
        services.AddSingleton<IAssistantTool, HelpArticleTool>();
        services.AddSingleton<IAssistantTool, HandOverTool>();
    }
}
