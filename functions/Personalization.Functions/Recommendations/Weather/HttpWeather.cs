using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Personalization.Functions.Privacy.Enrichment;
using Personalization.Recommendations;

namespace Personalization.Functions.Recommendations.Weather;

/// <summary>Settings of the weather, section <c>Weather</c>. Off while <see cref="Url"/> is empty: then <c>weather=auto</c> changes nothing.</summary>
public sealed class WeatherOptions
{
    /// <summary>The service's address, https, with <c>{country}</c> and <c>{city}</c> where they belong: it is told a place and nothing of a person.</summary>
    /// <value>Default empty: nobody is asked.</value>
    public string Url { get; set; } = "";

    /// <summary>The header <c>Authorization</c> for it.</summary>
    /// <value>Default empty.</value>
    public string Authorization { get; set; } = "";

    /// <summary>The member of its answer that says the weather; dots lead into objects, such as <c>current.condition</c>.</summary>
    /// <value>Default <c>weather</c>.</value>
    public string Field { get; set; } = "weather";

    /// <summary>What products call the service's words, such as <c>drizzle</c>: <c>rain</c>; words that are not named stay as they are.</summary>
    /// <value>Default none.</value>
    public Dictionary<string, string> Words { get; set; } = [];
}

/// <summary>Refuses to start with an address that is none.</summary>
internal sealed class WeatherOptionsValidator : IValidateOptions<WeatherOptions>
{
    public ValidateOptionsResult Validate(string? name, WeatherOptions options) =>
        options.Url.Length == 0 || (Uri.TryCreate(options.Url.Replace("{country}", "GR", StringComparison.Ordinal).Replace("{city}", "Athens", StringComparison.Ordinal), UriKind.Absolute, out Uri? url)
            && (url.Scheme == Uri.UriSchemeHttps || url.IsLoopback))
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail("Weather:Url must be an https address, with {country} and {city} where they belong");
}

/// <summary>A JSON service over HTTPS that knows the weather of places.</summary>
internal sealed class HttpWeather(IOptions<WeatherOptions> options, JsonService service) : IWeatherSource
{
    private const int LongestWord = 40;

    public async Task<string?> AskAsync(string place, CancellationToken cancellationToken)
    {
        string[] parts = place.Split('/', 2);
        string url = options.Value.Url.Replace("{country}", Uri.EscapeDataString(parts[0]), StringComparison.Ordinal).Replace("{city}", Uri.EscapeDataString(parts.Length > 1 ? parts[1] : ""), StringComparison.Ordinal);
        using HttpRequestMessage request = new(HttpMethod.Get, url);
        try
        {
            JsonElement at = await service.AskAsync(request, options.Value.Authorization, cancellationToken);
            foreach (string member in options.Value.Field.Split('.'))
                if (at.ValueKind is not JsonValueKind.Object || !at.TryGetProperty(member, out at)) return null;
            string? word = at.ValueKind is JsonValueKind.String ? at.GetString()?.Trim().ToLowerInvariant() : null;
            return word is { Length: > 0 and <= LongestWord } ? options.Value.Words.GetValueOrDefault(word, word) : null;
        }
        catch (JsonServiceException fault)
        {
            throw new WeatherException(fault.Message, fault);
        }
    }
}

internal static class WeatherSetup
{
    /// <summary>The service is only made where one is set up: else nobody could be asked.</summary>
    public static void AddWeather(this IServiceCollection services, IConfiguration settings)
    {
        services.AddOptions<WeatherOptions>().BindConfiguration("Weather").ValidateOnStart();
        services.AddSingleton<IValidateOptions<WeatherOptions>, WeatherOptionsValidator>();
        if (string.IsNullOrEmpty(settings["Weather:Url"])) return;
        services.AddSingleton<IContextProvider>(provider => new CachedWeather(
            new HttpWeather(provider.GetRequiredService<IOptions<WeatherOptions>>(), new JsonService(JsonService.Handler(), TimeSpan.FromSeconds(5))), provider.GetRequiredService<TimeProvider>()));
    }
}
