using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalization.Privacy.Enrichment;
using Personalization.Profiles;

namespace Personalization.Functions.Privacy.Enrichment;

internal static class EnrichmentSetup
{
    /// <summary>Services are only made where one is set up: else nobody could be asked.</summary>
    public static void AddEnrichment(this IServiceCollection services, IConfiguration settings)
    {
        services.AddSingleton(new ForbiddenTraits((settings["Privacy:ForbiddenTraits"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)));
        services.AddSingleton<EnrichmentRules>();
        services.AddOptions<EnrichmentOptions>().BindConfiguration("Enrichment").ValidateOnStart();
        services.AddSingleton<IValidateOptions<EnrichmentOptions>, EnrichmentOptionsValidator>();
        if (string.IsNullOrEmpty(settings["Enrichment:Url"])) return;
        services.AddSingleton<IEnricher>(provider =>
        {
            IOptions<EnrichmentOptions> options = provider.GetRequiredService<IOptions<EnrichmentOptions>>();
            return new HttpEnricher(options, new JsonService(JsonService.Handler(), TimeSpan.FromSeconds(options.Value.TimeoutSeconds)));
        });
    }
}
