using System.Globalization;
using Microsoft.Extensions.Configuration;
using Personalization.Segments.Predictions;

namespace Personalization.Functions.Segments.Predictions;

/// <summary>Settings <c>PredictionHorizonDays</c>, 7 to 1830, default 365, and <c>PredictionYearlyDiscount</c>, a share from 0 to 1, default 0.1.</summary>
internal static class PredictionOptions
{
    /// <summary>Reads the settings. Throws for one that cannot be understood.</summary>
    public static PredictionSettings Read(IConfiguration settings)
    {
        PredictionSettings defaults = new();
        return new PredictionSettings(
            settings["PredictionHorizonDays"] is not { Length: > 0 } days ? defaults.HorizonDays
                : int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out int horizon) && horizon is >= 7 and <= 1830 ? horizon
                : throw new InvalidOperationException($"The setting PredictionHorizonDays must be a whole number from 7 to 1830, not \"{days}\"."),
            settings["PredictionYearlyDiscount"] is not { Length: > 0 } share ? defaults.YearlyDiscount
                : double.TryParse(share, NumberStyles.Float, CultureInfo.InvariantCulture, out double discount) && discount is >= 0 and <= 1 ? discount
                : throw new InvalidOperationException($"The setting PredictionYearlyDiscount must be a number from 0 to 1, not \"{share}\"."));
    }
}
