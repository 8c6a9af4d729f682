using Personalization.Common;
using Personalization.Functions.Storage;

namespace Personalization.Functions.Recommendations;

/// <summary>What came of a switch by hand: the model now in service, or why there was none.</summary>
/// <param name="Model">The model now in service.</param>
/// <param name="Problem">Why nothing was done.</param>
public sealed record SwitchResult(ModelRun? Model, Problem? Problem);

/// <summary>Puts models in service by hand.</summary>
/// <param name="models">Snapshots.</param>
/// <param name="blobs">Their history.</param>
/// <param name="time">The clock.</param>
public sealed class ModelSwitch(ModelBlob models, RebuildBlobs blobs, TimeProvider time)
{
    /// <summary>Puts the model that waits in service. Models after it go into service by themselves again, unless they are set to wait.</summary>
    public async Task<SwitchResult> PromoteAsync(CancellationToken cancellationToken)
    {
        BinaryData? candidate = await models.ReadCandidateAsync(cancellationToken);
        if (candidate is null) return Refused("no-candidate", "There is no model to promote", "No model waits. A rebuild leaves one when RecommendationsShadow is on, after a rollback, or when it fails the back-test.");
        SwitchResult result = await PutAsync(candidate, ModelOutcome.Promoted, held: false, cancellationToken);
        if (result.Problem is null) await models.RemoveCandidateAsync(cancellationToken);
        return result;
    }

    /// <summary>Puts the model before the one in service there again; that one is kept in its place. New models wait until one is promoted.</summary>
    public async Task<SwitchResult> RollBackAsync(CancellationToken cancellationToken) =>
        await models.ReadPreviousAsync(cancellationToken) is { } previous
            ? await PutAsync(previous, ModelOutcome.RolledBack, held: true, cancellationToken)
            : Refused("no-previous-model", "There is no model to go back to", "The model in service is the first one.");

    private async Task<SwitchResult> PutAsync(BinaryData snapshot, ModelOutcome outcome, bool held, CancellationToken cancellationToken)
    {
        if (ModelBlob.TryRead(snapshot, out InvalidDataException? fault) is not { } model)
            return Refused("snapshot-refused", "The model cannot be read", $"{fault!.Message}. The model in service stays.");
        StoredBytes inService = await models.ReadAsync(null, cancellationToken);
        if (!await models.TryReplaceAsync(inService, snapshot, cancellationToken))
            return Refused("model-contended", "Another model has just been put in service", "Look at GET /v1/recommendations/rebuild, and try again.");
        ModelRun? built = (await blobs.HistoryAsync(cancellationToken)).Runs.FirstOrDefault(run => run.Version == model.Version);
        ModelRun run = new(
            model.Version, time.GetUtcNow(), outcome, "Put in service by hand.", model.Events, model.ProductIds.Length, snapshot.ToMemory().Length,
            built?.Seconds ?? 0, built?.TestedFrom, built?.Measures ?? []);
        await blobs.ChangeHistoryAsync(history => history.With(run) with { Held = held }, cancellationToken);
        return new SwitchResult(run, null);
    }

    private static SwitchResult Refused(string code, string title, string detail) => new(null, new Problem(409, code, title, detail));
}
