using System.Globalization;
using Personalization.Segments.Predictions.BackTests;

namespace Personalization.Segments.Predictions.Learning;

/// <summary>Says what tests have found so that one who sells things understands it.</summary>
internal static class PlainWords
{
    public const string Withheld = "The back-test shows that it says no more than the average of all customers does. It is not used; people get no value from it.";

    public static string TooLittle(IEnumerable<TooLittle> missing) => $"Too little data to say anything. There are not enough {string.Join("; ", missing)}.";

    /// <summary>Whether the probabilities hold, and whether they tell people apart.</summary>
    public static string Of(Calibration test, string event_) => Text(
        $"{Grade(test)}. Of 100 pairs of one with {event_} and one without, it ranks {100 * test.Ranking:0} right; 50 is chance. Its probabilities were off by {100 * test.Error:0.0} points of 100 on average over {test.Count:N0} tries in a time that it did not know.");

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static string Grade(Calibration test) => (test.Ranking, test.Error) switch
    {
        ( >= 0.75, <= 0.05) => "Good: it tells people apart and its probabilities hold",
        ( >= 0.65, <= 0.05) => "Fair: it tells people apart somewhat and its probabilities hold",
        ( >= 0.75, _) => "Fair: it tells people apart, but its probabilities are to be taken as an order of people rather than as shares",
        ( >= 0.65, _) => "Weak: it tells people apart somewhat, and its probabilities are to be taken as an order of people rather than as shares",
        _ => "Weak: it hardly tells people apart",
    };
}
