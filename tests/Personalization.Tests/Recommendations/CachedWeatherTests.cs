using Personalization.Recommendations;
using Personalization.Testing;

namespace Personalization.Tests.Recommendations;

[Trait("Feature", "S20")]
public sealed class CachedWeatherTests
{
    private readonly ManualTimeProvider time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly List<string> asked = [];
    private string? weather = "rain";

    [Fact]
    public async Task Now_FirstOfAPlace_GoesWithoutAndTheNextHaveIt()
    {
        CachedWeather cached = Cached();

        Assert.Null(cached.Now("GR/Athens", default));
        await cached.Asking;

        Assert.Equal("rain", cached.Now("GR/Athens", default));
        Assert.Null(cached.Now(null, default));
        Assert.Equal("GR/Athens", Assert.Single(asked));
    }

    [Fact]
    public async Task Now_SourceThatFails_KeepsWhatWasHeardUntilItIsStale()
    {
        CachedWeather cached = Cached();
        cached.Now("GR", default);
        await cached.Asking;
        weather = null;

        time.Advance(CachedWeather.Lifetime);
        Assert.Equal("rain", cached.Now("GR", default));
        await cached.Asking;
        Assert.Equal("rain", cached.Now("GR", default));
        Assert.Equal(2, asked.Count);

        time.Advance(CachedWeather.Stale);
        Assert.Null(cached.Now("GR", default));
    }

    private CachedWeather Cached() => new(new Source(this), time);

    private sealed class Source(CachedWeatherTests test) : IWeatherSource
    {
        public Task<string?> AskAsync(string place, CancellationToken cancellationToken)
        {
            test.asked.Add(place);
            return test.weather is { } known ? Task.FromResult<string?>(known) : throw new WeatherException("down");
        }
    }
}
