using System.Collections.Immutable;
using System.Text.Json;
using Azure;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;
using Personalization.Functions.Storage;
using Personalization.Recommendations.Merchandising;

namespace Personalization.Functions.Recommendations.Merchandising;

/// <summary>Rules as blob <c>merchandising/rules.json</c>, what they cost as <c>merchandising/costs.json</c>.</summary>
internal sealed class BlobMerchandisingStore : IMerchandisingStore, IDisposable
{
    private const string RulesName = "rules.json";
    private const string CostsName = "costs.json";
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    private readonly BlobFolder folder;
    private readonly ILogger<BlobMerchandisingStore> log;
    private readonly Refreshed<StoredRules> current;

    public BlobMerchandisingStore(BlobServiceClient blobs, TimeProvider time, ILogger<BlobMerchandisingStore> log)
    {
        (folder, this.log) = (new BlobFolder(blobs, "merchandising"), log);
        current = new Refreshed<StoredRules>(time, LookEvery, LookAsync);
    }

    public ValueTask<StoredRules> CurrentAsync(CancellationToken cancellationToken) => current.GetAsync(cancellationToken);

    public async Task<StoredRules> LoadAsync(CancellationToken cancellationToken) => Read(await folder.ReadAsync(RulesName, null, cancellationToken)) ?? StoredRules.None;

    public async Task<StoredRules?> TrySaveAsync(IReadOnlyList<MerchandisingRule> rules, string? version, CancellationToken cancellationToken)
    {
        byte[] bytes = RuleCodec.Serialize(new MerchandisingRuleSet("", rules));
        ETag? stored = await folder.TryWriteAsync(RulesName, new BinaryData(bytes), version is null ? null : new ETag(version), cancellationToken);
        current.Expire();
        return stored is { } tag ? new StoredRules(new MerchandisingRuleSet(RuleCodec.VersionOf(bytes), rules), tag.ToString()) : null;
    }

    public async Task<ImmutableSortedDictionary<string, RuleCost>> CostsAsync(CancellationToken cancellationToken) => Costs(await folder.ReadAsync(CostsName, null, cancellationToken));

    public async Task AddCostsAsync(IReadOnlyDictionary<string, RuleCost> costs, CancellationToken cancellationToken)
    {
        MerchandisingRuleSet rules = (await LoadAsync(cancellationToken)).Set;
        while (true)
        {
            StoredBytes stored = await folder.ReadAsync(CostsName, null, cancellationToken);
            byte[] sum = JsonSerializer.SerializeToUtf8Bytes(RuleCosts.Merged(Costs(stored), costs, rules), RuleCodec.Json.ImmutableSortedDictionaryStringRuleCost);
            if (await folder.TryWriteAsync(CostsName, new BinaryData(sum), stored.Version, cancellationToken) is not null) return;
        }
    }

    public void Dispose()
    {
        folder.Dispose();
        current.Dispose();
    }

    private static ImmutableSortedDictionary<string, RuleCost> Costs(StoredBytes stored) =>
        stored.Bytes is null
            ? ImmutableSortedDictionary.Create<string, RuleCost>(StringComparer.Ordinal)
            : JsonSerializer.Deserialize(stored.Bytes.ToMemory().Span, RuleCodec.Json.ImmutableSortedDictionaryStringRuleCost)!.WithComparers(StringComparer.Ordinal);

    private static StoredRules? Read(StoredBytes stored) =>
        stored.Bytes is { } bytes ? new StoredRules(RuleCodec.Deserialize(bytes.ToMemory(), RuleCodec.VersionOf(bytes.ToMemory().Span)), stored.Version.ToString()) : null;

    private async Task<StoredRules?> LookAsync(StoredRules? known, CancellationToken cancellationToken)
    {
        ETag? version = known?.Version is { } text ? new ETag(text) : null;
        try
        {
            return Read(await folder.ReadAsync(RulesName, version, cancellationToken)) ?? known ?? StoredRules.None;
        }
        catch (InvalidDataException fault)
        {
            log.RulesRefused(fault);
            return known ?? StoredRules.None;
        }
    }
}
