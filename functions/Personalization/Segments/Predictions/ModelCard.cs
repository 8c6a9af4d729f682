using System.Collections.Immutable;
using System.Globalization;
using Personalization.Segments.Predictions.BackTests;

namespace Personalization.Segments.Predictions;

/// <summary>Whether a model answers.</summary>
public enum ModelState
{
    /// <summary>It answers.</summary>
    Ready = 1,

    /// <summary>There is too little to learn from; it answers nothing.</summary>
    TooLittleData = 2,

    /// <summary>It could be fitted, and the back-test shows that it says no more than the average does; it answers nothing.</summary>
    Withheld = 3,
}

/// <summary>Something that there is too little of to say anything.</summary>
/// <param name="What">Of what.</param>
/// <param name="Has">How much there is.</param>
/// <param name="Needs">How much it takes.</param>
public sealed record TooLittle(string What, long Has, long Needs)
{
    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{What}: {Has:N0}, at least {Needs:N0} needed");
}

/// <summary>A figure of a model's test, with what it means.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value.</param>
/// <param name="Meaning">What it means, in plain words.</param>
public sealed record CardFigure(string Name, double Value, string Meaning);

/// <summary>What there is to know of a model before relying on it, in plain words.</summary>
public sealed record ModelCard
{
    /// <summary>Its name in the API.</summary>
    public required string Id { get; init; }

    /// <summary>What it says of a person.</summary>
    public required string Answers { get; init; }

    /// <summary>How.</summary>
    public required string Method { get; init; }

    /// <summary>Where the method was published.</summary>
    public required string Source { get; init; }

    /// <summary>What it must not be used for.</summary>
    public required ImmutableArray<string> NotFor { get; init; }

    /// <summary>What it takes to be so, and cannot check.</summary>
    public required ImmutableArray<string> Assumes { get; init; }

    /// <summary>Whether it answers.</summary>
    public ModelState State { get; init; }

    /// <summary>What there is too little of.</summary>
    public ImmutableArray<TooLittle> Missing { get; init; } = [];

    /// <summary>What it was fitted on, in words.</summary>
    public string? TrainedOn { get; init; }

    /// <summary>The last day that it knows, UTC.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>How good it is, in a sentence or two.</summary>
    public required string Quality { get; init; }

    /// <summary>Parameters and figures of the back-test.</summary>
    public ImmutableArray<CardFigure> Figures { get; init; } = [];

    /// <summary>Whether its probabilities held in a time that it did not know; null where it was not tested.</summary>
    public Calibration? Calibration { get; init; }
}
