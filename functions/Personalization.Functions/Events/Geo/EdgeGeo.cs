using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalization.Events;
using Personalization.Recommendations;

namespace Personalization.Functions.Events.Geo;

/// <summary>Somebody who knows where requests come from. There is none unless a shop sets one up.</summary>
public interface IGeoSource
{
    /// <summary>The country of a request, with the consent that it needs; null where it cannot be said.</summary>
    SeenPlace? PlaceOf(HttpRequest request);
}

/// <summary>Settings of where requests come from, section <c>Geo</c>. Off while <see cref="CountryHeader"/> is empty.</summary>
public sealed class GeoOptions
{
    /// <summary>The header in which the edge in front of the app says the country: <c>CF-IPCountry</c> of Cloudflare, or one that a rule of Azure Front Door sets from <c>{geo_country}</c>.</summary>
    /// <value>Default empty: no request's country is known.</value>
    public string CountryHeader { get; set; } = "";

    /// <summary>A header by which the edge shows that it is the shop's own, such as <c>X-Azure-FDID</c>: else any sender could say a country.</summary>
    /// <value>Default none; needed.</value>
    public string EdgeHeader { get; set; } = "";

    /// <summary>What that header must say.</summary>
    /// <value>Default none; needed.</value>
    public string EdgeValue { get; set; } = "";

    /// <summary>The category of <c>context.consent.categoryPreferences</c> that an event must say yes to.</summary>
    /// <value>Default <c>location</c>.</value>
    public string ConsentCategory { get; set; } = "location";
}

/// <summary>Refuses to start with an edge that anybody could pretend to be.</summary>
internal sealed class GeoOptionsValidator : IValidateOptions<GeoOptions>
{
    public ValidateOptionsResult Validate(string? name, GeoOptions options) =>
        options.CountryHeader.Length == 0 || (options.EdgeHeader.Length > 0 && options.EdgeValue.Length >= 8 && options.ConsentCategory.Length > 0)
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Geo:CountryHeader needs Geo:EdgeHeader and Geo:EdgeValue (8 characters or more), by which the edge is known, and Geo:ConsentCategory.");
}

/// <summary>The country as a trusted edge writes it into a header. No address is looked at.</summary>
internal sealed class EdgeGeo(IOptions<GeoOptions> options) : IGeoSource
{
    private readonly GeoOptions options = options.Value;
    private readonly byte[] edge = Encoding.UTF8.GetBytes(options.Value.EdgeValue);

    public SeenPlace? PlaceOf(HttpRequest request) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers[options.EdgeHeader].ToString()), edge)
        && ActivityPlaces.CountryCode(request.Headers[options.CountryHeader].ToString()) is { } country
            ? new SeenPlace(country, options.ConsentCategory) : null;
}

internal static class GeoSetup
{
    public static void AddGeo(this IServiceCollection services, IConfiguration settings)
    {
        services.AddOptions<GeoOptions>().BindConfiguration("Geo").ValidateOnStart();
        services.AddSingleton<IValidateOptions<GeoOptions>, GeoOptionsValidator>();
        if (!string.IsNullOrEmpty(settings["Geo:CountryHeader"])) services.AddSingleton<IGeoSource, EdgeGeo>();
    }
}
