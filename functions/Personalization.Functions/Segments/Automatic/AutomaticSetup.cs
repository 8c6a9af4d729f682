using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Personalization.Segments.Population;

namespace Personalization.Functions.Segments.Automatic;

internal static class AutomaticSetup
{
    public static void AddAutomaticSegments(this IServiceCollection services)
    {
        services.TryAddSingleton<IPopulation, NoPopulation>();
        services.AddSingleton<AutomaticFinder>();
    }
}
