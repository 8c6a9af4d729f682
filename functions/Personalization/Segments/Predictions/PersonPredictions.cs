using Personalization.Profiles;

namespace Personalization.Segments.Predictions;

/// <summary>What is expected of a person. Null where too little is known to say.</summary>
public sealed record PersonPredictions
{
    /// <summary>Nothing can be said.</summary>
    public static PersonPredictions None { get; } = new();

    /// <summary>The probability, 0 to 1, that the person will buy again at all. Of people who have bought on two days at least.</summary>
    public double? Alive { get; init; }

    /// <summary>The probability, 0 to 1, that the person is lost as a customer.</summary>
    public double? ChurnRisk { get; init; }

    /// <summary>The probability, 0 to 1, of an order within the model's horizon.</summary>
    public double? OrderProbability { get; init; }

    /// <summary>Orders expected within the model's horizon.</summary>
    public double? ExpectedOrders { get; init; }

    /// <summary>Money expected of those orders, in <see cref="Currency"/>. Of prospects too, while they are visiting.</summary>
    public double? LifetimeValue { get; init; }

    /// <summary>The currency of <see cref="LifetimeValue"/>, or null.</summary>
    public string? Currency { get; init; }

    /// <summary>The day by which an order is more likely than not to have come.</summary>
    public DateTimeOffset? NextOrder { get; init; }

    /// <summary>The probability, 0 to 1, that the current visit ends in an order. Said of anonymous visitors too.</summary>
    public double? Propensity { get; init; }

    /// <summary>The probability, 0 to 1, that an order comes with a discount.</summary>
    public double? DiscountAffinity { get; init; }
}

/// <summary>Says what is expected of people, from parameters that were fitted beforehand. Pure and fast: no I/O.</summary>
public interface IPredictor
{
    /// <summary>What is expected of the owner of a profile.</summary>
    PersonPredictions Of(Profile profile, DateTimeOffset now);
}

/// <summary>Gives the predictor that is in service.</summary>
public interface IPredictorSource
{
    /// <summary>The predictor, possibly as it was some seconds ago.</summary>
    ValueTask<IPredictor> CurrentAsync(CancellationToken cancellationToken);
}
