using System.Text.Json;
using Azure.Storage.Blobs;
using Personalization.Functions.Http;
using Personalization.Functions.Storage;
using Personalization.Offers.Audit;
using Personalization.Privacy;
using Personalization.Segments;
using Personalization.Segments.Population;

namespace Personalization.Functions.Offers;

/// <summary>Looks every night at what offers have given to whom, in the snapshot of all people, and keeps what it finds as blob <c>offers/audit.json</c>.</summary>
public sealed class OfferAuditor : IDisposable
{
    private const string Name = "audit.json";
    private const int MostPeople = 50_000;

    private readonly IPopulation population;
    private readonly OfferDesk desk;
    private readonly TimeProvider time;
    private readonly BlobFolder folder;

    /// <summary>By its services.</summary>
    public OfferAuditor(IPopulation population, OfferDesk desk, BlobServiceClient blobs, TimeProvider time) =>
        (this.population, this.desk, this.time, folder) = (population, desk, time, new BlobFolder(blobs, "offers"));

    /// <summary>What was found last; null before anybody has looked.</summary>
    public async Task<OfferAuditReport?> FoundAsync(CancellationToken cancellationToken) =>
        (await folder.ReadAsync(Name, null, cancellationToken)).Bytes is { } bytes ? JsonSerializer.Deserialize(bytes.ToMemory().Span, WireJson.Relaxed.OfferAuditReport) : null;

    /// <summary>Looks anew.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        HashSet<string> prefixes = [.. (await desk.BookAsync(cancellationToken)).All.Select(one => one.Coupon?.Prefix).OfType<string>()];
        Dictionary<string, List<AuditedPerson>> people = new(StringComparer.Ordinal);
        PopulationSnapshot? snapshot = await population.FindAsync(cancellationToken);
        int looked = 0;
        foreach (PopulationShard shard in snapshot?.Shards ?? [])
        {
            // The parts are fair samples of all.
            if ((looked += shard.People) > MostPeople + shard.People) break;
            await foreach (PopulationPerson one in population.ReadAsync(shard, cancellationToken))
                if (Consents.SaidBy(one.Profile).MayBeLearnedFrom && CustomerRules.Spent(one.Profile) is { Currency: var currency } && AuditedPerson.Of(one.Profile, prefixes, currency, snapshot!.At) is { } person)
                    (people.TryGetValue(currency, out List<AuditedPerson>? known) ? known : people[currency] = []).Add(person);
        }
        (string most, List<AuditedPerson> those) = people.OrderByDescending(one => one.Value.Count).ThenBy(one => one.Key, StringComparer.Ordinal).FirstOrDefault(KeyValuePair.Create("", new List<AuditedPerson>()));
        OfferAuditReport report = OfferAudit.Look(those, AuditedPerson.Grounds, most, snapshot?.At ?? time.GetUtcNow());
        await folder.WriteAsync(Name, new BinaryData(JsonSerializer.SerializeToUtf8Bytes(report, WireJson.Relaxed.OfferAuditReport)), cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose() => folder.Dispose();
}
