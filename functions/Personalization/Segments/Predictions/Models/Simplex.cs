using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Personalization.Segments.Predictions.Models;

/// <summary>Finds the positive parameters with the highest likelihood: Nelder and Mead's simplex over their logarithms. The same data give the same parameters.</summary>
internal static class Simplex
{
    private const double Tolerance = 1e-11;
    private const int MostSteps = 4000;
    private const int Restarts = 3;

    // Beyond these a parameter tells no more than that there is no end to it.
    private const double Lowest = -12, Highest = 16;

    /// <summary>The parameters; null where the search does not come to rest within bounds: the data do not tell them.</summary>
    public static double[]? Maximize(Func<double[], double> logLikelihood, double[] start)
    {
        double[] scratch = new double[start.Length];
        IObjectiveFunction cost = ObjectiveFunction.Value(logs =>
        {
            for (int place = 0; place < scratch.Length; place++)
            {
                if (logs[place] is < Lowest or > Highest) return double.MaxValue;
                scratch[place] = Math.Exp(logs[place]);
            }
            double value = logLikelihood(scratch);
            return double.IsFinite(value) ? -value : double.MaxValue;
        });
        Vector<double> best = Vector<double>.Build.Dense([.. start.Select(value => Math.Log(value))]);
        try
        {
            // A simplex can fall flat short of the top: a new one from there climbs on.
            for (int restart = 0; restart < Restarts; restart++)
                best = NelderMeadSimplex.Minimum(cost, best, Vector<double>.Build.Dense(start.Length, restart == 0 ? 1 : 0.1), Tolerance, MostSteps).MinimizingPoint;
        }
        catch (MaximumIterationsException)
        {
            return null;
        }
        return best.Any(log => log is < Lowest + 1 or > Highest - 1) ? null : [.. best.Select(log => Math.Exp(log))];
    }
}
