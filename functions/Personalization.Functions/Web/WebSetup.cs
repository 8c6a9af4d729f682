using Microsoft.Extensions.DependencyInjection;

namespace Personalization.Functions.Web;

internal static class WebSetup
{
    public static void AddWeb(this IServiceCollection services)
    {
        services.AddOptions<StoreOptions>().BindConfiguration("Store");
        services.AddSingleton(new WebFiles(typeof(WebSetup).Assembly));
    }
}
