using Personalization.Profiles;
using Personalization.Segments.Predictions;

namespace Personalization.Functions.Tests.Segments;

/// <summary>Expects of everybody what the test says; nothing unless it does.</summary>
internal sealed class SaidPredictions : IPredictorSource, IPredictor
{
    public PersonPredictions Said { get; set; } = PersonPredictions.None;

    public ValueTask<IPredictor> CurrentAsync(CancellationToken cancellationToken) => new(this);

    public PersonPredictions Of(Profile profile, DateTimeOffset now) => Said;
}
