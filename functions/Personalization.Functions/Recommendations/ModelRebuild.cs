using Microsoft.Extensions.Logging;
using Personalization.Catalog;
using Personalization.Events;
using Personalization.Events.Fixes;
using Personalization.Functions.Events;
using Personalization.Functions.Storage;
using Personalization.Profiles.Identity;
using Personalization.Recommendations;
using Personalization.Recommendations.BackTests;
using Personalization.Recommendations.Sessions;

namespace Personalization.Functions.Recommendations;

/// <summary>Builds a model from the whole lake, tests it on the newest day, and puts it in service or keeps it waiting. One at a time in an instance.</summary>
public sealed class ModelRebuild(
    IEventLake lake, ICatalogStore catalog, ModelBlob models, RebuildBlobs blobs, RebuildOptions options, TimeProvider time, ILogger<ModelRebuild> log,
    FixStore? fixes = null, IdentityGuards? guards = null) : IDisposable
{
    private readonly SemaphoreSlim gate = new(1, 1);

    /// <summary>Rebuilds once; makes no model while the lake is empty. Where it stands can be read all the while.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken);
        RebuildProgress progress = new(blobs, time);
        try
        {
            await progress.BeginAsync(cancellationToken);
            await progress.FinishAsync(await RunAsync(progress, cancellationToken), cancellationToken);
        }
        catch (Exception fault)
        {
            await progress.FailAsync(fault);
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => gate.Dispose();

    private async Task<ModelRun> RunAsync(RebuildProgress progress, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        ShoppingLogBuilder builder = new(guards);
        EventFixes current = fixes is null ? EventFixes.None : (await fixes.LoadAsync(cancellationToken)).Fixes;
        IReadOnlyList<LakeFile> read = await LakeScan.ReadAsync(lake, builder, scan => progress.ReadAsync(scan, cancellationToken), cancellationToken, current);
        if (builder.Damaged > 0) log.DamagedLines(builder.Damaged);
        if (builder.Events == 0) return new ModelRun(null, time.GetUtcNow(), ModelOutcome.Empty, "There are no events yet to learn from.", 0, 0, 0, 0, null, []);

        await progress.EnterAsync(RebuildPhase.Sorting, cancellationToken);
        ShoppingLog shopping = builder.Build();
        CatalogSnapshot products = await catalog.CurrentAsync(cancellationToken);
        RecommendationModel Build(ShoppingLog known) => ModelBuilder.Build(known, CatalogFacts.Of(products, known.ProductIds), builder.Events, time.GetUtcNow(), read);
        await progress.EnterAsync(RebuildPhase.Testing, cancellationToken);
        StoredBytes inService = await models.ReadAsync(null, cancellationToken);
        BackTestReport report = Test(shopping, Build, inService);
        await progress.EnterAsync(RebuildPhase.Building, cancellationToken);
        RecommendationModel model = Build(shopping);
        await progress.EnterAsync(RebuildPhase.Storing, cancellationToken);
        BinaryData snapshot = new(ModelCodec.Serialize(model));
        ModelRun run = new(
            model.Version, time.GetUtcNow(), default, report.Verdict, model.Events, model.ProductIds.Length, snapshot.ToMemory().Length,
            time.GetElapsedTime(start).TotalSeconds, report.From, report.Measures);
        run = await StoreAsync(run, report.Passes, snapshot, inService, cancellationToken);
        await blobs.ChangeHistoryAsync(history => history.With(run), cancellationToken);
        log.Rebuilt(model.Events, model.ProductIds.Length, model.Version, snapshot.ToMemory().Length, run.Outcome);
        return run;
    }

    private BackTestReport Test(ShoppingLog shopping, Func<ShoppingLog, RecommendationModel> build, StoredBytes inService)
    {
        RecommendationModel? current = ModelBlob.TryRead(inService.Bytes, out InvalidDataException? fault);
        if (fault is not null) log.SnapshotRefused(fault);
        BackTestReport report = BackTest.Run(shopping, build, current, options.Limits);
        return fault is null ? report : report with { Verdict = $"The snapshot in service cannot be read ({fault.Message}). {report.Verdict}" };
    }

    private async Task<ModelRun> StoreAsync(ModelRun run, bool passes, BinaryData snapshot, StoredBytes inService, CancellationToken cancellationToken)
    {
        bool held = (await blobs.HistoryAsync(cancellationToken)).Held;
        if (passes && !options.Shadow && !held)
        {
            if (await models.TryReplaceAsync(inService, snapshot, cancellationToken)) return run with { Outcome = ModelOutcome.InService };
            return run with { Outcome = ModelOutcome.Refused, Verdict = "Not put in service: another model has been put there while this one was built." };
        }
        await models.StoreCandidateAsync(snapshot, cancellationToken);
        string why = held ? " It waits: since a rollback, models are put in service by hand." : options.Shadow ? " It waits: RecommendationsShadow is on." : "";
        return run with { Outcome = passes ? ModelOutcome.Shadow : ModelOutcome.Refused, Verdict = run.Verdict + why };
    }
}
