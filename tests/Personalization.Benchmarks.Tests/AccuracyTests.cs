using Personalization.Benchmarks.Recommendations;
using Personalization.Benchmarks.Recommendations.Files;

namespace Personalization.Benchmarks.Tests;

public sealed class AccuracyTests
{
    // Prefix, target: b a -> a; a -> b; a b -> c.
    private static readonly Queries Asked =
        new(["0", "1", "2"], [0, 2, 3, 5], [1, 0, 0, 0, 1], [0, 1, 2], ["a", "b", "c", "d"], known: 4);

    [Fact]
    public void Figures_HitsAtSeveralPlaces_CountEveryQuery()
    {
        Accuracy accuracy = new(known: 4);
        accuracy.Add(Asked, 0, [0, 1]);
        accuracy.Add(Asked, 1, [0, 1]);
        accuracy.Add(Asked, 2, []);

        AccuracyFigures figures = accuracy.Figures();

        Assert.Equal((1 / 3.0, 2 / 3.0), (figures.Hit1, figures.Hit20));
        Assert.Equal(1.5 / 3, figures.Reciprocal20);
        Assert.Equal(0.5, figures.Coverage);
        Assert.Equal(new SubsetFigures(2, 0.5, 0.25), figures.NotLast);
        Assert.Equal(new SubsetFigures(2, 0.5, 0.25), figures.Novel);
    }

    [Fact]
    public void Figures_RepeatedProduct_CountsOnce()
    {
        Accuracy accuracy = new(known: 4);
        accuracy.Add(Asked, 1, [0, 0, 0, 1]);

        Assert.Equal(0.5, accuracy.Figures().Reciprocal20);
    }
}
