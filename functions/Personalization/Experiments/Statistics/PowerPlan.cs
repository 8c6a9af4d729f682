using MathNet.Numerics.Distributions;

namespace Personalization.Experiments.Statistics;

/// <summary>What an experiment is planned by.</summary>
/// <param name="Mean">Mean of the metric as things are.</param>
/// <param name="Variance">Its variance between people.</param>
/// <param name="Lift">The smallest relative effect worth finding: 0.1 for ten per cent.</param>
/// <param name="Variants">How many variants, the first one with them; all of the same share.</param>
/// <param name="Power">How probable it is to be found.</param>
/// <param name="Alpha">The chance of a false alarm.</param>
public sealed record PowerQuestion(double Mean, double Variance, double Lift, int Variants = 2, double Power = 0.8, double Alpha = 0.05)
{
    /// <summary>A question about a share of people: its variance follows from it.</summary>
    public static PowerQuestion OfShare(double share, double lift, int variants = 2, double power = 0.8, double alpha = 0.05) => new(share, share * (1 - share), lift, variants, power, alpha);
}

/// <summary>How many people an experiment needs, and how long they take to come.</summary>
public static class PowerPlan
{
    private const int Looks = 60;

    // Days between two looks that are reckoned with where sixty daily ones are not enough: looking less often changes little.
    private static readonly int[] Paces = [1, 2, 4, 8];

    /// <summary>People of each variant that a test at one fixed moment needs.</summary>
    public static double Fixed(PowerQuestion question)
    {
        double z = Normal.InvCDF(0, 1, 1 - (AlphaEach(question) / 2)) + Normal.InvCDF(0, 1, question.Power), difference = question.Mean * question.Lift;
        return Math.Ceiling(z * z * 2 * question.Variance / (difference * difference));
    }

    /// <summary>The probability that a test at one fixed moment finds a difference.</summary>
    public static double FixedPower(double difference, double varianceOfDifference, double alpha = 0.05)
    {
        double z = Normal.InvCDF(0, 1, 1 - (alpha / 2)), at = Math.Abs(difference) / Math.Sqrt(varianceOfDifference);
        return Normal.CDF(0, 1, at - z) + Normal.CDF(0, 1, -at - z);
    }

    /// <summary>Days until the sequential test, looked at daily, has found it with the power asked for; null where a year and a half is not enough.</summary>
    /// <param name="question">What is asked.</param>
    /// <param name="perDay">People that come into the experiment on a day, all variants together.</param>
    public static int? Days(PowerQuestion question, double perDay)
    {
        double pair = 2 * perDay / question.Variants;
        if (!(pair > 0) || !(question.Variance > 0)) return null;
        // The variance of the difference of two means of n people each is 2 v / n, and these are 2 n people: so per person it is 4 v.
        double effect = question.Mean * question.Lift / Math.Sqrt(4 * question.Variance);
        foreach (int pace in Paces)
        {
            double[] curve = SequentialPower.Curve(effect, pair * pace, Looks, AlphaEach(question));
            int look = Array.FindIndex(curve, found => found >= question.Power);
            if (look >= 0) return (look + 1) * pace;
        }
        return null;
    }

    private static double AlphaEach(PowerQuestion question) => question.Alpha / (question.Variants - 1);
}
