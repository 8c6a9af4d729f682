using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Personalization.Functions.Assistant;
using Personalization.Functions.Audiences;
using Personalization.Functions.Catalog;
using Personalization.Functions.Events;
using Personalization.Functions.Events.Geo;
using Personalization.Functions.Experiences;
using Personalization.Functions.Experiments;
using Personalization.Functions.Http;
using Personalization.Functions.Insights;
using Personalization.Functions.Jobs;
using Personalization.Functions.Journeys;
using Personalization.Functions.Messages;
using Personalization.Functions.Privacy;
using Personalization.Functions.Privacy.Enrichment;
using Personalization.Functions.Profiles;
using Personalization.Functions.Profiles.Imports;
using Personalization.Functions.Profiles.Pos;
using Personalization.Functions.Profiles.Quizzes;
using Personalization.Functions.Profiles.Texts;
using Personalization.Functions.Recommendations;
using Personalization.Functions.Recommendations.Merchandising;
using Personalization.Functions.Recommendations.Weather;
using Personalization.Functions.Segments;
using Personalization.Functions.Segments.Automatic;
using Personalization.Functions.Segments.Predictions;
using Personalization.Functions.Segments.Similar;
using Personalization.Functions.Storage;
using Personalization.Functions.Web;

namespace Personalization.Functions;

/// <summary>Puts the function app together; the same for every host.</summary>
public static class App
{
    /// <summary>Adds everything but the host itself. Services and settings added afterwards win.</summary>
    public static void AddPersonalization(this FunctionsApplicationBuilder builder)
    {
        builder.UseMiddleware<UnavailableMiddleware>();
        IServiceCollection services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddStorage();
        services.AddSingleton<JobQueue>();
        services.AddEvents();
        services.AddGeo(builder.Configuration);
        services.AddConsents();
        services.AddProfiles();
        services.AddEnrichment(builder.Configuration);
        services.AddQuizzes();
        services.AddTexts();
        services.AddPos();
        services.AddPeopleImports();
        services.AddCatalog();
        services.AddMerchandising();
        services.AddRecommendations();
        services.AddWeather(builder.Configuration);
        services.AddExperiences();
        services.AddExperiments();
        services.AddPredictions();
        services.AddAutomaticSegments();
        services.AddSimilar();
        services.AddMessages();
        services.AddJourneys();
        services.AddSegments();
        services.AddAudiences();
        services.AddInsights();
        services.AddAssistant();
        services.AddErasure();
        services.AddWeb();
    }
}
