using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;

namespace Personalization.Segments.Predictions.Visits;

/// <summary>The probability that a visit ends in an order: a logistic regression (Cox 1958) over <see cref="VisitFacts"/>.</summary>
/// <param name="Weights">One for each number of a visit.</param>
/// <param name="Constant">The log-odds of a visit of which all numbers are 0.</param>
public sealed record LogisticModel(ImmutableArray<double> Weights, double Constant)
{
    private const int MostSteps = 50;

    // A weight must be worth its size: with few orders it stays near nothing.
    private const double Ridge = 1;

    /// <summary>0 to 1.</summary>
    public double Of(VisitFacts visit)
    {
        Span<double> numbers = stackalloc double[VisitFacts.Size];
        visit.Write(numbers);
        double odds = Constant;
        for (int place = 0; place < numbers.Length; place++) odds += Weights[place] * numbers[place];
        return 1 / (1 + Math.Exp(-odds));
    }

    /// <summary>The most likely weights, with a ridge, by Newton's method. The same visits give the same weights.</summary>
    public static LogisticModel Fit(IReadOnlyList<(VisitFacts Visit, bool Ordered)> visits)
    {
        int size = VisitFacts.Size + 1;
        Vector<double> weights = Vector<double>.Build.Dense(size);
        double[] numbers = new double[size];
        for (int step = 0; step < MostSteps; step++)
        {
            (Vector<double> slope, Matrix<double> bend) = (weights * -Ridge, Matrix<double>.Build.DenseIdentity(size) * Ridge);
            (slope[size - 1], bend[size - 1, size - 1]) = (0, 1e-9);
            foreach ((VisitFacts visit, bool ordered) in visits)
            {
                visit.Write(numbers);
                numbers[size - 1] = 1;
                double odds = 0;
                for (int place = 0; place < size; place++) odds += weights[place] * numbers[place];
                double said = 1 / (1 + Math.Exp(-odds)), miss = (ordered ? 1 : 0) - said, weight = said * (1 - said);
                for (int row = 0; row < size; row++)
                {
                    slope[row] += miss * numbers[row];
                    for (int column = 0; column <= row; column++) bend[row, column] += weight * numbers[row] * numbers[column];
                }
            }
            for (int row = 0; row < size; row++)
                for (int column = row + 1; column < size; column++) bend[row, column] = bend[column, row];
            Vector<double> change = bend.Cholesky().Solve(slope);
            // Far from the top a whole step can lead past it.
            double length = change.L2Norm();
            weights += length > 5 ? change * (5 / length) : change;
            if (length < 1e-9) break;
        }
        return new LogisticModel([.. weights.Take(VisitFacts.Size)], weights[size - 1]);
    }
}
