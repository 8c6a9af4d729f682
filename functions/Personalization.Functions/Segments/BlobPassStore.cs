using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Storage.Blobs;
using Personalization.Functions.Storage;
using Personalization.Segments.Population;

namespace Personalization.Functions.Segments;

/// <summary>What passes leave behind, in the blob container <c>segments</c>: <c>pass.json</c>, <c>population.json</c> with its parts, <c>numbers.json</c> and <c>norms.json</c>.</summary>
internal sealed class BlobPassStore : IPassStore, IPopulation, IDisposable
{
    private const string State = "pass.json";
    private const string Manifest = "population.json";
    private const string Numbers = "numbers.json";
    private const string Norms = "norms.json";
    private const string NextNorms = "norms-next.json";
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(20);

    private readonly BlobFolder folder;
    private readonly Refreshed<KnownNorms> norms;

    public BlobPassStore(BlobServiceClient blobs, TimeProvider time)
    {
        folder = new BlobFolder(blobs, "segments");
        norms = new Refreshed<KnownNorms>(time, LookEvery, async (known, token) =>
        {
            StoredBytes stored = await folder.ReadAsync(Norms, known?.Version, token);
            return Value(stored, PassCodec.Default.ShopNorms) is { } read ? new KnownNorms(read, stored.Version) : known ?? new KnownNorms(ShopNorms.None, null);
        });
    }

    public Task<PassState?> StateAsync(CancellationToken cancellationToken) => ReadAsync(State, PassCodec.Default.PassState, cancellationToken);

    public Task SaveAsync(PassState state, CancellationToken cancellationToken) => WriteAsync(State, state, PassCodec.Default.PassState, cancellationToken);

    public Task WriteShardAsync(PopulationShard shard, IReadOnlyCollection<PopulationPerson> people, CancellationToken cancellationToken) =>
        folder.WriteAsync(shard.Name, new BinaryData(PopulationCodec.Pack(people)), cancellationToken);

    public async Task PublishAsync(PopulationSnapshot snapshot, SegmentNumbers numbers, CancellationToken cancellationToken)
    {
        PopulationSnapshot? before = await FindAsync(cancellationToken);
        await WriteAsync(Numbers, numbers, PassCodec.Default.SegmentNumbers, cancellationToken);
        await WriteAsync(Manifest, snapshot, PassCodec.Default.PopulationSnapshot, cancellationToken);
        HashSet<string> kept = [.. snapshot.Shards.Select(one => one.Name)];
        foreach (PopulationShard old in before?.Shards ?? [])
            if (!kept.Contains(old.Name)) await folder.RemoveAsync(old.Name, cancellationToken);
    }

    public Task RenameBoundsAsync(PopulationSnapshot snapshot, CancellationToken cancellationToken) => WriteAsync(Manifest, snapshot, PassCodec.Default.PopulationSnapshot, cancellationToken);

    public Task<SegmentNumbers?> NumbersAsync(CancellationToken cancellationToken) => ReadAsync(Numbers, PassCodec.Default.SegmentNumbers, cancellationToken);

    public ValueTask<ShopNorms> NormsAsync(CancellationToken cancellationToken)
    {
        ValueTask<KnownNorms> known = norms.GetAsync(cancellationToken);
        return known.IsCompletedSuccessfully ? new(known.Result.Norms) : SlowlyAsync(known);

        static async ValueTask<ShopNorms> SlowlyAsync(ValueTask<KnownNorms> known) => (await known).Norms;
    }

    public Task<ShopNorms?> NextNormsAsync(CancellationToken cancellationToken) => ReadAsync(NextNorms, PassCodec.Default.ShopNorms, cancellationToken);

    public async Task PutNormsAsync(ShopNorms norms, CancellationToken cancellationToken)
    {
        await WriteAsync(Norms, norms, PassCodec.Default.ShopNorms, cancellationToken);
        this.norms.Expire();
    }

    public Task KeepNormsAsync(ShopNorms next, CancellationToken cancellationToken) => WriteAsync(NextNorms, next, PassCodec.Default.ShopNorms, cancellationToken);

    public Task<PopulationSnapshot?> FindAsync(CancellationToken cancellationToken) => ReadAsync(Manifest, PassCodec.Default.PopulationSnapshot, cancellationToken);

    public async IAsyncEnumerable<PopulationPerson> ReadAsync(PopulationShard shard, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BinaryData bytes = (await folder.ReadAsync(shard.Name, null, cancellationToken)).Bytes
            ?? throw new PopulationReplacedException();
        foreach (PopulationPerson one in PopulationCodec.Unpack(bytes.ToMemory())) yield return one;
    }

    public void Dispose()
    {
        folder.Dispose();
        norms.Dispose();
    }

    private async Task<T?> ReadAsync<T>(string name, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => Value(await folder.ReadAsync(name, null, cancellationToken), type);

    private Task<ETag> WriteAsync<T>(string name, T value, JsonTypeInfo<T> type, CancellationToken cancellationToken) =>
        folder.WriteAsync(name, new BinaryData(JsonSerializer.SerializeToUtf8Bytes(value, type)), cancellationToken);

    private static T? Value<T>(StoredBytes stored, JsonTypeInfo<T> type)
        where T : class => stored.Bytes is { } bytes ? JsonSerializer.Deserialize(bytes.ToMemory().Span, type) : null;

    private sealed record KnownNorms(ShopNorms Norms, ETag? Version);
}
