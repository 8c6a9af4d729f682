using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;
using Personalization.Catalog;
using Personalization.Catalog.Demo;
using Personalization.Catalog.Imports;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Jobs;

namespace Personalization.Functions.Catalog.Imports;

/// <summary>Runs imports. Interrupted anywhere, it goes on from its last step; done twice, it changes nothing: events are known by their ids.</summary>
/// <param name="store">Imports.</param>
/// <param name="catalog">Products.</param>
/// <param name="pipeline">Takes events in.</param>
/// <param name="rebuilds">Asks for new models.</param>
/// <param name="readers">Read files of other kinds than orders.</param>
/// <param name="time">The clock.</param>
/// <param name="log">Log.</param>
public sealed class ImportJob(
    ImportStore store, ICatalogStore catalog, EventPipeline pipeline, IRebuildRequests rebuilds, IEnumerable<IImportReader> readers, TimeProvider time, ILogger<ImportJob> log)
    : IJobRunner
{
    internal const string KindName = "import";

    private const int ProductsAStep = 2000;

    // Half of what host.json lets an invocation take: what is left then goes on in a new one.
    private static readonly TimeSpan Turn = TimeSpan.FromMinutes(2);

    /// <inheritdoc/>
    public string Kind => KindName;

    /// <summary>Runs an import, or the rest of it, for one turn.</summary>
    public async Task RunAsync(string id, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { State: ImportState.Queued or ImportState.Running } status) return;
        ImportContent content = await ReadAsync(status, cancellationToken);
        if (content.Refusal is { } refusal)
        {
            await SaveAsync(status with { State = ImportState.Failed, Problem = refusal }, cancellationToken);
            return;
        }
        status = status with
        {
            State = ImportState.Running, Steps = content.Steps, Rows = content.Counts, Findings = content.Findings,
            Products = content.Products.Select(said => said.Product.ProductId).Distinct().Count(),
        };
        if (status.StepsDone == 0) await DescribeAsync(content.Products, cancellationToken);
        await TakeInAsync(status, content, cancellationToken);
    }

    private async Task TakeInAsync(ImportStatus status, ImportContent content, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        await SaveAsync(status, cancellationToken);
        while (status.StepsDone < status.Steps)
        {
            ImportStep step = await content.ReadStep(status.StepsDone, cancellationToken);
            status = await CountMatchesAsync(status, step, cancellationToken);
            int taken = (await pipeline.ProcessAsync(EventCodec.Join(step.Lines), cancellationToken)).Count;
            status = status with
            {
                StepsDone = status.StepsDone + 1, Events = status.Events + taken,
                Suppressed = taken < step.Lines.Count ? (status.Suppressed ?? 0) + step.Lines.Count - taken : status.Suppressed,
            };
            await SaveAsync(status, cancellationToken);
            log.ImportProgress(status.ImportId, status.StepsDone, status.Steps);
            if (status.StepsDone < status.Steps && time.GetElapsedTime(start) > Turn)
            {
                await store.EnqueueAsync(status.ImportId, cancellationToken);
                return;
            }
        }
        if (content.ChangesModels) await rebuilds.RequestAsync(cancellationToken);
        await SaveAsync(status with { State = ImportState.Done }, cancellationToken);
    }

    // Before the step is taken in: afterwards those who were new are known.
    private async Task<ImportStatus> CountMatchesAsync(ImportStatus status, ImportStep step, CancellationToken cancellationToken)
    {
        if (step.Matches is null || status.StepsMatched > status.StepsDone) return status;
        status = status with { Matches = step.Matches.Aggregate(status.Matches ?? MatchReport.None, (report, one) => report.With(one.Outcome, one.Line)), StepsMatched = status.StepsDone + 1 };
        await SaveAsync(status, cancellationToken);
        return status;
    }

    private async Task<ImportContent> ReadAsync(ImportStatus status, CancellationToken cancellationToken)
    {
        if (status.Seed is { } seed) return ImportContent.Of(DemoShop.Create(seed, status.CreatedAt));
        await using Stream file = await store.OpenFileAsync(status.ImportId, cancellationToken);
        BinaryData? sent = status.Preset is null ? await store.ReadMappingAsync(status.ImportId, cancellationToken) : null;
        if (readers.FirstOrDefault(reader => reader.Kinds.Contains(status.Kind)) is { } other) return await other.ReadAsync(status, file, sent, cancellationToken);
        ImportMapping mapping = (sent is null ? ImportPresets.Find(status.Preset!) : ImportMappings.Read(sent.ToMemory().Span).Mapping)
            ?? throw new InvalidOperationException("The mapping of an import cannot be read, though it was when the import was accepted");
        return ImportContent.Of(await OrderFileReader.ReadAsync(file, mapping, status.CreatedAt, cancellationToken), status.Preset ?? "orders", status.CreatedAt);
    }

    private async Task DescribeAsync(IReadOnlyList<ProductDescription> products, CancellationToken cancellationToken)
    {
        foreach (ProductDescription[] some in products.Chunk(ProductsAStep)) await catalog.DescribeAsync(some, cancellationToken);
    }

    private Task SaveAsync(ImportStatus status, CancellationToken cancellationToken) => store.SaveAsync(status with { UpdatedAt = time.GetUtcNow() }, cancellationToken);
}
