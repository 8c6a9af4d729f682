using Microsoft.Extensions.Logging;
using Personalization.Events;
using Personalization.Events.Fixes;
using Personalization.Functions.Events;
using Personalization.Recommendations.Sessions;
using Personalization.Segments.Predictions;
using Personalization.Segments.Predictions.Learning;

namespace Personalization.Functions.Segments.Predictions;

/// <summary>Fits predictions on the whole lake, in one pass, and puts them in service. One at a time in an instance.</summary>
/// <param name="lake">Events.</param>
/// <param name="blob">Parameters in service.</param>
/// <param name="settings">How predictions are made.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Told of what came of it.</param>
/// <param name="fixes">How the lake is to be read; without it as it was sent.</param>
public sealed class PredictionRebuild(
    IEventLake lake, PredictionBlob blob, PredictionSettings settings, TimeProvider time, ILogger<PredictionRebuild> log, FixStore? fixes = null) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>Fits once. With too little data the cards say so, and nothing is predicted.</summary>
    public async Task<PredictionModel> RunAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        try
        {
            PredictionLog gathered = new();
            EventFixes current = fixes is null ? EventFixes.None : (await fixes.LoadAsync(cancellationToken)).Fixes;
            await LakeScan.ReadAsync(lake, gathered, _ => Task.CompletedTask, cancellationToken, current);
            if (gathered.Damaged > 0) log.DamagedLines(gathered.Damaged);
            PredictionModel model = PredictionTrainer.Run(gathered, settings, time.GetUtcNow());
            await blob.StoreAsync(model, cancellationToken);
            log.PredictionsFitted(gathered.Events, string.Join(", ", model.Cards.Select(card => $"{card.Id} {card.State}")));
            return model;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();
}
