using Microsoft.Extensions.DependencyInjection;

namespace Personalization.Functions.Segments.Automatic;

internal static class AutomaticSetup
{
    public static void AddAutomaticSegments(this IServiceCollection services) => services.AddSingleton<AutomaticFinder>();
}
