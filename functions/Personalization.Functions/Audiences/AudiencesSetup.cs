using Microsoft.Extensions.DependencyInjection;
using Personalization.Audiences;
using Personalization.Segments.Population;

namespace Personalization.Functions.Audiences;

internal static class AudiencesSetup
{
    public static void AddAudiences(this IServiceCollection services)
    {
        services.AddSingleton<IMemberKind, AudienceRules>();
        services.AddSingleton<AudienceExport>();
    }
}
