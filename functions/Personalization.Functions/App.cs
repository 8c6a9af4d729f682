using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Personalization.Functions.Catalog;
using Personalization.Functions.Events;
using Personalization.Functions.Http;
using Personalization.Functions.Profiles;
using Personalization.Functions.Recommendations;
using Personalization.Functions.Storage;

namespace Personalization.Functions;

/// <summary>Puts the function app together; the same for every host.</summary>
public static class App
{
    /// <summary>The app, ready to be built. Services and settings added afterwards win.</summary>
    public static FunctionsApplicationBuilder CreateBuilder(string[] args)
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(args);
        builder.ConfigureFunctionsWebApplication();
        builder.UseMiddleware<UnavailableMiddleware>();
        builder.Services.AddPersonalization();
        return builder;
    }

    private static void AddPersonalization(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddStorage();
        services.AddEvents();
        services.AddProfiles();
        services.AddCatalog();
        services.AddRecommendations();
    }
}
