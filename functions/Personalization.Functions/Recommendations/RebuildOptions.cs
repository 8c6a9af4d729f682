using System.Globalization;
using Microsoft.Extensions.Configuration;
using Personalization.Recommendations.BackTests;

namespace Personalization.Functions.Recommendations;

/// <summary>Settings of the rebuild.</summary>
/// <param name="Shadow">New models wait until somebody promotes them. Setting <c>RecommendationsShadow</c>, default false.</param>
/// <param name="Limits">
/// When a new model may replace the one in service. Settings <c>RecommendationsToleratedLoss</c>, a share from 0 to 1, default 0.1, and
/// <c>RecommendationsFewestTries</c>, default 200.
/// </param>
public sealed record RebuildOptions(bool Shadow, BackTestLimits Limits)
{
    /// <summary>Reads the settings. Throws for one that cannot be understood.</summary>
    public static RebuildOptions Read(IConfiguration settings)
    {
        BackTestLimits defaults = new();
        return new RebuildOptions(
            Value<bool>(settings, "RecommendationsShadow", text => bool.TryParse(text, out bool shadow) ? shadow : null, "true or false") ?? false,
            new BackTestLimits(
                Value<double>(settings, "RecommendationsToleratedLoss", text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double loss) && loss is >= 0 and <= 1 ? loss : null, "a number from 0 to 1")
                    ?? defaults.ToleratedLoss,
                Value<int>(settings, "RecommendationsFewestTries", text => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int tries) && tries > 0 ? tries : null, "a whole number above 0")
                    ?? defaults.FewestTries));
    }

    private static T? Value<T>(IConfiguration settings, string name, Func<string, T?> read, string kind)
        where T : struct =>
        settings[name] is not { Length: > 0 } text ? null
        : read(text) ?? throw new InvalidOperationException($"The setting {name} must be {kind}, not \"{text}\".");
}
