using Microsoft.Extensions.DependencyInjection;
using Personalization.Privacy;
using Personalization.Segments.Similar;

namespace Personalization.Functions.Segments.Similar;

internal static class SimilarSetup
{
    public static void AddSimilar(this IServiceCollection services)
    {
        services.AddSingleton<IActionStore, TableActionStore>();
        services.AddSingleton<IPersonalDataPlace, ActionPlace>();
        services.AddSingleton<SimilarPeople>();
        services.AddSingleton<TagDesk>();
    }
}
