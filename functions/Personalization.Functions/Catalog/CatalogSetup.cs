using Microsoft.Extensions.DependencyInjection;
using Personalization.Catalog;

namespace Personalization.Functions.Catalog;

internal static class CatalogSetup
{
    public static void AddCatalog(this IServiceCollection services)
    {
        services.AddSingleton<CatalogBlobs>();
        services.AddSingleton<ICatalogStore, BlobCatalogStore>();
    }
}
