using Microsoft.Extensions.DependencyInjection;
using Personalization.Functions.Catalog.Imports;
using Personalization.Profiles.Imports;

namespace Personalization.Functions.Profiles.Imports;

internal static class PeopleImportsSetup
{
    public static void AddPeopleImports(this IServiceCollection services)
    {
        services.AddSingleton<PeopleMappings>();
        services.AddSingleton<IImportReader, PeopleImport>();
    }
}
