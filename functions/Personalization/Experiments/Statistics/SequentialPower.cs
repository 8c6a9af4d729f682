namespace Personalization.Experiments.Statistics;

/// <summary>
/// How probable it is that the sequential test has found an effect by its first, second ... look: the density of the statistic is carried from look
/// to look, without what has crossed the boundary (Armitage, McPherson, Rowe, "Repeated Significance Tests on Accumulating Data", 1969).
/// </summary>
public static class SequentialPower
{
    private const double Step = 0.05;
    private const double Reach = 8;

    /// <summary>The probability by each look; without an effect that of a false alarm.</summary>
    /// <param name="effect">Difference by the standard deviation that its estimate has per person: <c>difference / sqrt(variance of the difference * people)</c>.</param>
    /// <param name="perLook">People that come between two looks, in both variants.</param>
    /// <param name="looks">How many looks.</param>
    /// <param name="alpha">Of the test.</param>
    public static double[] Curve(double effect, double perLook, int looks, double alpha = 0.05)
    {
        // In units of the standard deviation of what comes between two looks, a look adds a normal number of this mean.
        double[] kernel = Kernel(effect * Math.Sqrt(perLook), out int middle);
        double[] found = new double[looks];
        double[] density = [1];
        int low = 0; // The cell that the first number of the density stands for, in steps from 0.
        double left = 1;
        for (int look = 1; look <= looks; look++)
        {
            // The outer edges of the outermost cells lie on the boundary.
            int bound = (int)Math.Round((SequentialTest.Boundary(look * perLook, alpha) * Math.Sqrt(look) / Step) - 0.5);
            double[] next = new double[(2 * bound) + 1];
            for (int cell = 0; cell < density.Length; cell++)
                if (density[cell] > 1e-15) Spread(density[cell], low + cell + middle, kernel, next, -bound);
            (density, low) = (next, -bound);
            double inside = Math.Min(left, density.Sum());
            found[look - 1] = 1 - (left = inside);
        }
        return found;
    }

    private static void Spread(double mass, int from, double[] kernel, double[] into, int low)
    {
        int start = from - low, first = Math.Max(0, -start), end = Math.Min(kernel.Length, into.Length - start);
        for (int place = first; place < end; place++) into[start + place] += mass * kernel[place];
    }

    // Masses of cells of a normal law of that mean; the first one stands that many steps from where one is.
    private static double[] Kernel(double mean, out int middle)
    {
        middle = (int)Math.Floor((mean - Reach) / Step);
        double[] masses = new double[(int)(2 * Reach / Step) + 2];
        for (int place = 0; place < masses.Length; place++)
        {
            double at = (middle + place) * Step;
            masses[place] = Normal(at + (Step / 2) - mean) - Normal(at - (Step / 2) - mean);
        }
        return masses;
    }

    private static double Normal(double z) => MathNet.Numerics.Distributions.Normal.CDF(0, 1, z);
}
