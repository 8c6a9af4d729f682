using System.Collections.Concurrent;

namespace Personalization.Recommendations;

/// <summary>Somebody who knows the weather of places. There is none unless a shop sets one up.</summary>
public interface IWeatherSource
{
    /// <summary>The weather now, as products' attribute <c>weather</c> names it (<c>rain</c>, <c>sun</c> ...); null where it is not known. Throws where the source does not answer.</summary>
    /// <param name="place">A country or <c>COUNTRY/CITY</c>: never anything of a person.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    Task<string?> AskAsync(string place, CancellationToken cancellationToken);
}

/// <summary>
/// The weather as last heard. An answer never waits for it: the first request from a place goes without, asks aside, and those that come after have it.
/// What is older than <see cref="Lifetime"/> is asked anew; what is older than <see cref="Stale"/> is not used.
/// </summary>
/// <param name="source">Knows the weather.</param>
/// <param name="time">The clock.</param>
public sealed class CachedWeather(IWeatherSource source, TimeProvider time) : IContextProvider
{
    /// <summary>After so long it is asked anew.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(30);

    /// <summary>After so long it is no longer used.</summary>
    public static readonly TimeSpan Stale = TimeSpan.FromHours(3);

    private const int MostPlaces = 2000;

    private readonly ConcurrentDictionary<string, Heard> places = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Name => "weather";

    /// <summary>What is being asked at the moment; for those who want to wait.</summary>
    public Task Asking { get; private set; } = Task.CompletedTask;

    /// <inheritdoc/>
    public string? Now(string? place, DateTimeOffset at)
    {
        if (place is null) return null;
        DateTimeOffset now = time.GetUtcNow();
        Heard? known = places.GetValueOrDefault(place);
        if (known is null && places.Count >= MostPlaces) return null;
        if (known is null || now - known.AskedAt >= Lifetime)
        {
            Heard asked = new(known?.Weather, known?.At ?? DateTimeOffset.MinValue, now);
            bool mine = known is null ? places.TryAdd(place, asked) : places.TryUpdate(place, asked, known);
            if (mine) Asking = AskAsync(place, asked);
        }
        return known is not null && now - known.At < Stale ? known.Weather : null;
    }

    private async Task AskAsync(string place, Heard asked)
    {
        try
        {
            string? weather = await source.AskAsync(place, CancellationToken.None);
            places[place] = new Heard(weather, time.GetUtcNow(), asked.AskedAt);
        }
        catch (WeatherException)
        {
            // What was last heard stays until it is stale; the source is asked again after a lifetime.
        }
    }

    private sealed record Heard(string? Weather, DateTimeOffset At, DateTimeOffset AskedAt);
}

/// <summary>The source of the weather did not answer as it should.</summary>
/// <param name="message">How.</param>
/// <param name="cause">What came before, or null.</param>
public sealed class WeatherException(string message, Exception? cause = null) : Exception(message, cause);
