using System.Collections.Immutable;
using MathNet.Numerics.Statistics;
using Personalization.Segments.Predictions.Models;

namespace Personalization.Segments.Predictions.BackTests;

/// <summary>A buyer's purchases.</summary>
/// <param name="Days">Day and value, in any order.</param>
public sealed record BuyerPurchases(ImmutableArray<(DateOnly Day, double Value)> Days);

/// <summary>How the number of a buyer's purchases was guessed.</summary>
/// <param name="Error">Mean absolute error, in purchases of one buyer.</param>
/// <param name="Correlation">With what came, -1 to 1.</param>
/// <param name="Total">Purchases of all buyers.</param>
public sealed record GuessQuality(double Error, double Correlation, double Total);

/// <summary>What was found when a model that knew only the time before a day had to guess the time from then on.</summary>
/// <param name="Split">The last day that the model knew.</param>
/// <param name="Until">The last day that it guessed.</param>
/// <param name="Fit">The model.</param>
/// <param name="Buyers">Buyers who had bought by then.</param>
/// <param name="Actual">Purchases that came.</param>
/// <param name="Model">The model's guess.</param>
/// <param name="SameAgain">The guess that everybody buys as often as in the time of equal length before, their first purchase not counted.</param>
/// <param name="Weekly">Mean error of the running total, as a share of it, over the weeks guessed.</param>
/// <param name="Returns">Whether the probability to buy again in that time holds.</param>
/// <param name="Repeaters">The same, of those only who had bought on two days at least: of them a risk of loss is told.</param>
/// <param name="Worth">How far the money of those who came again was missed, mean absolute error of one buyer; null where worth could not be fitted.</param>
public sealed record PurchaseTestReport(
    DateOnly Split, DateOnly Until, BgNbdFit Fit, int Buyers, int Actual, GuessQuality Model, GuessQuality SameAgain, double Weekly, Calibration Returns, Calibration? Repeaters,
    WorthQuality? Worth);

/// <summary>How the money of a time was guessed.</summary>
/// <param name="Error">Mean absolute error of one buyer.</param>
/// <param name="SameAgainError">That of the guess that everybody spends as much as in the time of equal length before.</param>
/// <param name="Total">Money guessed of all buyers.</param>
/// <param name="Actual">Money that came.</param>
public sealed record WorthQuality(double Error, double SameAgainError, double Total, double Actual);

/// <summary>Tests the purchase models on a time that they have not seen.</summary>
public static class PurchaseBackTest
{
    private const int DaysOfAWeek = 7;

    /// <summary>Fits on what came up to a day and guesses what came after it; null where that much cannot be fitted.</summary>
    /// <param name="buyers">All buyers.</param>
    /// <param name="split">The last day known to the model.</param>
    /// <param name="until">The last day of all.</param>
    public static PurchaseTestReport? Run(IEnumerable<BuyerPurchases> buyers, DateOnly split, DateOnly until)
    {
        Guess[] guesses = [.. buyers.Select(buyer => Guess.Of(buyer, split, until)).OfType<Guess>()];
        if (BgNbdFit.Of(guesses.Select(guess => guess.Known)) is not { } fit) return null;
        double weeks = (until.DayNumber - split.DayNumber) / (double)DaysOfAWeek;
        double[] expected = [.. guesses.Select(guess => fit.Model.Expected(guess.Known, weeks))], came = [.. guesses.Select(guess => (double)guess.Came.Length)];
        GammaGammaFit? worth = GammaGammaFit.Of(guesses.Select(guess => guess.Known));
        Forecast[] returns = [.. guesses.Select(guess => new Forecast(guess.Known.Repeats, fit.Model.Buys(guess.Known, weeks), guess.Came.Length > 0))];
        return new PurchaseTestReport(
            split, until, fit, guesses.Length, guesses.Sum(guess => guess.Came.Length), Quality(expected, came), Quality([.. guesses.Select(guess => (double)guess.Before)], came),
            Weekly(guesses, fit.Model, split, until), Calibration.Of(returns.Select(one => (one.Said, one.Happened)))!,
            Calibration.Of(returns.Where(one => one.Repeats > 0).Select(one => (one.Said, one.Happened))),
            worth is null ? null : WorthOf(guesses, expected, worth.Model));
    }

    private static GuessQuality Quality(double[] guessed, double[] came)
    {
        double correlation = Correlation.Pearson(guessed, came);
        return new GuessQuality(guessed.Zip(came, (one, other) => Math.Abs(one - other)).Average(), double.IsNaN(correlation) ? 0 : correlation, guessed.Sum());
    }

    private static WorthQuality WorthOf(Guess[] guesses, double[] expected, GammaGamma worth)
    {
        double error = 0, sameError = 0, total = 0, actual = 0;
        for (int place = 0; place < guesses.Length; place++)
        {
            Guess guess = guesses[place];
            double said = expected[place] * worth.Expected(guess.Known), came = guess.Came.Sum(one => one.Value);
            (error, sameError, total, actual) = (error + Math.Abs(said - came), sameError + Math.Abs(guess.SpentBefore - came), total + said, actual + came);
        }
        return new WorthQuality(error / guesses.Length, sameError / guesses.Length, total, actual);
    }

    // Figure 6 of the paper: repeat purchases of all buyers since the beginning, as they come to be known of new buyers.
    private static double Weekly(Guess[] guesses, BgNbd model, DateOnly split, DateOnly until)
    {
        double error = 0;
        int weeks = 0;
        int before = guesses.Sum(guess => guess.Known.Repeats);
        IGrouping<double, Guess>[] ages = [.. guesses.GroupBy(guess => guess.Known.Age)];
        for (DateOnly week = split.AddDays(DaysOfAWeek); week <= until; week = week.AddDays(DaysOfAWeek))
        {
            double later = (week.DayNumber - split.DayNumber) / (double)DaysOfAWeek;
            int actual = before + guesses.Sum(guess => guess.Came.Count(one => one.Day <= week));
            error += Math.Abs(ages.Sum(age => age.Count() * model.Expected(age.Key + later)) - actual) / Math.Max(1, actual);
            weeks++;
        }
        return weeks == 0 ? 0 : error / weeks;
    }

    private readonly record struct Forecast(int Repeats, double Said, bool Happened);

    private sealed record Guess(PurchaseSummary Known, (DateOnly Day, double Value)[] Came, int Before, double SpentBefore)
    {
        public static Guess? Of(BuyerPurchases buyer, DateOnly split, DateOnly until)
        {
            if (PurchaseSummary.Of(buyer.Days, split) is not { } known) return null;
            DateOnly first = buyer.Days.Min(one => one.Day), before = split.AddDays(split.DayNumber - until.DayNumber);
            (DateOnly Day, double Value)[] last = Merged(buyer.Days.Where(one => one.Day > before && one.Day <= split && one.Day > first));
            return new Guess(known, Merged(buyer.Days.Where(one => one.Day > split && one.Day <= until)), last.Length, last.Sum(one => one.Value));
        }

        private static (DateOnly Day, double Value)[] Merged(IEnumerable<(DateOnly Day, double Value)> purchases) =>
            [.. purchases.GroupBy(one => one.Day).Select(day => (day.Key, day.Sum(one => one.Value)))];
    }
}
