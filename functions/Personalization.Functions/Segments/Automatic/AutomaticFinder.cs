using Azure.Storage.Blobs;
using Personalization.Functions.Segments.Predictions;
using Personalization.Functions.Storage;
using Personalization.Privacy;
using Personalization.Segments.Automatic;
using Personalization.Segments.Population;
using Personalization.Segments.Predictions;

namespace Personalization.Functions.Segments.Automatic;

/// <summary>Looks for segments among all people, and keeps what it finds as blob <c>models/automatic-segments</c>. Nothing of a single person is in it.</summary>
public sealed class AutomaticFinder : IDisposable
{
    private const string Name = "automatic-segments";
    private const int MostPeople = 100_000;

    private readonly IPopulation population;
    private readonly PredictionBlob predictions;
    private readonly TimeProvider time;
    private readonly BlobFolder folder;

    /// <summary>By its services.</summary>
    public AutomaticFinder(IPopulation population, PredictionBlob predictions, BlobServiceClient blobs, TimeProvider time) =>
        (this.population, this.predictions, this.time, folder) = (population, predictions, time, new BlobFolder(blobs, "models"));

    /// <summary>What was found last; null before anything was.</summary>
    public async Task<AutomaticFindings?> FoundAsync(CancellationToken cancellationToken) =>
        (await folder.ReadAsync(Name, null, cancellationToken)).Bytes is { } bytes ? AutomaticFindings.Deserialize(bytes.ToMemory().Span) : null;

    /// <summary>Looks anew.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        PopulationSnapshot? snapshot = await population.FindAsync(cancellationToken);
        AutomaticFindings found = snapshot is null
            ? new AutomaticFindings(time.GetUtcNow(), 0, "", null, [], "Nobody has been counted yet: the passes over segments make a snapshot of all people, which this looks at.")
            : await FindAsync(snapshot, cancellationToken);
        await folder.WriteAsync(Name, new BinaryData(found.Serialize()), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();

    private async Task<AutomaticFindings> FindAsync(PopulationSnapshot snapshot, CancellationToken cancellationToken)
    {
        PredictionModel model = await predictions.ModelAsync(cancellationToken);
        ProfilePredictor predictor = new(model);
        string currency = model.Currency ?? await population.CurrencyAsync(snapshot, cancellationToken);
        List<CustomerNumbers> customers = [];
        int people = 0;
        foreach (PopulationShard shard in snapshot.Shards)
        {
            if (people >= MostPeople) break;
            people += shard.People;
            await foreach (PopulationPerson one in population.ReadAsync(shard, cancellationToken))
                if (Consents.SaidBy(one.Profile).MayBeLearnedFrom && CustomerNumbers.Of(one.Profile, currency, predictor.Of(one.Profile, snapshot.At), snapshot.At) is { } numbers) customers.Add(numbers);
        }
        return AutomaticSegments.Find(customers, currency, SegmentTexts.In("en"), snapshot.At);
    }
}
