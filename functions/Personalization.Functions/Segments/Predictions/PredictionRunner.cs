using Microsoft.DurableTask.Client;
using Personalization.Functions.Jobs;
using Personalization.Functions.Segments.Automatic;

namespace Personalization.Functions.Segments.Predictions;

/// <summary>Fits all predictions, and looks for segments after that.</summary>
/// <param name="rebuild">Fits the models.</param>
/// <param name="automatic">Looks for segments.</param>
public sealed class PredictionRunner(PredictionRebuild rebuild, AutomaticFinder automatic) : IJobRunner, IDisposable
{
    internal const string KindName = "predictions";

    private readonly OneBehind turns = new();

    /// <inheritdoc/>
    public string Kind => KindName;

    /// <inheritdoc/>
    public Task RunAsync(string id, DurableTaskClient client, CancellationToken cancellationToken) => RunAsync(cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => turns.Dispose();

    /// <summary>Does it now.</summary>
    internal Task RunAsync(CancellationToken cancellationToken) => turns.RunAsync(
        async token =>
        {
            await rebuild.RunAsync(token);
            await automatic.RunAsync(token);
        },
        cancellationToken);
}
