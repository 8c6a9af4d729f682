using Microsoft.Extensions.DependencyInjection;
using Personalization.Catalog;
using Personalization.Functions.Catalog.Imports;
using Personalization.Functions.Jobs;
using Personalization.Privacy;

namespace Personalization.Functions.Catalog;

internal static class CatalogSetup
{
    public static void AddCatalog(this IServiceCollection services)
    {
        services.AddSingleton<CatalogBlobs>();
        services.AddSingleton<ICatalogStore, BlobCatalogStore>();
        services.AddSingleton<ImportStore>();
        services.AddSingleton<ImportDesk>();
        services.AddSingleton<IPersonalDataPlace, ImportsPlace>();
        services.AddSingleton<IJobRunner, ImportJob>();
    }
}
