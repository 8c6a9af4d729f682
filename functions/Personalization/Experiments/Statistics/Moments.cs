namespace Personalization.Experiments.Statistics;

/// <summary>Sums over people: enough for means, variances and what a covariate explains. Adds up in any order. Field names are storage format.</summary>
/// <param name="N">People.</param>
/// <param name="Y">Sum of what is measured.</param>
/// <param name="YY">Sum of its squares.</param>
/// <param name="X">Sum of the covariate: the same measure before the first exposure.</param>
/// <param name="XX">Sum of its squares.</param>
/// <param name="XY">Sum of the products.</param>
public readonly record struct Moments(long N, double Y, double YY, double X, double XX, double XY)
{
    /// <summary>The mean; 0 of nobody.</summary>
    public double Mean => N == 0 ? 0 : Y / N;

    /// <summary>The variance between people; 0 of fewer than two.</summary>
    public double Variance => Spread(YY, Y, Y);

    internal double CovariateVariance => Spread(XX, X, X);

    internal double Covariance => Spread(XY, X, Y);

    /// <summary>One more person.</summary>
    public Moments With(double y, double x) => new(N + 1, Y + y, YY + (y * y), X + x, XX + (x * x), XY + (x * y));

    /// <summary>Both together.</summary>
    public static Moments operator +(Moments one, Moments other) =>
        new(one.N + other.N, one.Y + other.Y, one.YY + other.YY, one.X + other.X, one.XX + other.XX, one.XY + other.XY);

    /// <summary>As an arm of a comparison, without the covariate.</summary>
    public Arm Plain() => new(N, Mean, Variance);

    private double Spread(double products, double one, double other) => N < 2 ? 0 : (products - (one * other / N)) / (N - 1);
}

/// <summary>What a comparison needs to know of a variant.</summary>
/// <param name="N">People.</param>
/// <param name="Mean">Mean of what is measured.</param>
/// <param name="Variance">Variance between people.</param>
public readonly record struct Arm(double N, double Mean, double Variance)
{
    /// <summary>Variance of the mean.</summary>
    public double OfMean => N > 0 ? Variance / N : double.PositiveInfinity;
}
