using Personalization.Catalog;
using Personalization.Events;
using Personalization.Profiles.Identity;
using Personalization.Recommendations;
using Personalization.Recommendations.Sessions;

namespace Personalization.Functions.Recommendations;

/// <summary>
/// Brings the model in service up to the events since it was built: reads what the lake has behind the place where the model's reading
/// ended. Bounded: of more than <see cref="MostBytes"/> the newest count, until the next model has them all. Used by one at a time.
/// </summary>
/// <param name="lake">The lake.</param>
/// <param name="time">The clock.</param>
/// <param name="guards">What protects people from being taken for one; null for the usual ones.</param>
public sealed class RecentEvents(IEventLake lake, TimeProvider time, IdentityGuards? guards = null)
{
    /// <summary>Bytes of events that are kept: some ten thousand events.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(20);

    private readonly Queue<ReadOnlyMemory<byte>> parts = new();
    private RecommendationModel? built;
    private RecommendationModel? current;
    private List<LakeFile> read = [];
    private long lookedAt;
    private long kept;

    /// <summary>The model with the events since; the same object as before when there are none.</summary>
    /// <param name="model">The model as it was built.</param>
    /// <param name="catalog">What else is known of products.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<RecommendationModel> ApplyAsync(RecommendationModel model, CatalogSnapshot catalog, CancellationToken cancellationToken)
    {
        bool another = !ReferenceEquals(model, built);
        if (!another && current is not null && time.GetElapsedTime(lookedAt) < LookEvery) return current;
        lookedAt = time.GetTimestamp();
        if (another) Begin(model);
        if (await ReadAsync(cancellationToken) || current is null)
            current = ModelUpdate.Apply(model, Log(), ids => CatalogFacts.Of(catalog, ids));
        return current;
    }

    private void Begin(RecommendationModel model)
    {
        (built, current, read, kept) = (model, null, [.. model.Lake], 0);
        parts.Clear();
    }

    private async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        bool grown = false;
        IReadOnlyList<LakeFile> files = await lake.ListAsync(read.Count == 0 ? null : read[0].Name, cancellationToken);
        long waiting = files.Sum(file => file.Length - Read(file));
        List<LakeFile> reached = [];
        foreach (LakeFile file in files)
        {
            long from = Read(file);
            // What would be let go of at once is not read at all.
            long skipped = Math.Clamp(waiting - MostBytes, 0, file.Length - from);
            waiting -= file.Length - from;
            grown |= await ReadAsync(file, from + skipped, skipped > 0, cancellationToken);
            reached.Add(file);
        }
        read = [.. reached.TakeLast(LakeScan.NewestFiles)];
        return grown;
    }

    private async Task<bool> ReadAsync(LakeFile file, long from, bool torn, CancellationToken cancellationToken)
    {
        bool grown = false;
        while (from < file.Length && await lake.ReadAsync(file.Name, from, cancellationToken) is { IsEmpty: false } part)
        {
            from += part.Length;
            Keep(torn ? part[(part.Span.IndexOf((byte)'\n') + 1)..] : part);
            (torn, grown) = (false, true);
        }
        return grown;
    }

    private void Keep(ReadOnlyMemory<byte> part)
    {
        parts.Enqueue(part);
        kept += part.Length;
        while (kept > MostBytes && parts.Count > 1) kept -= parts.Dequeue().Length;
    }

    private long Read(LakeFile file) => Math.Min(file.Length, read.Find(one => one.Name == file.Name)?.Length ?? 0);

    private ShoppingLog Log()
    {
        ShoppingLogBuilder builder = new(guards);
        foreach (ReadOnlyMemory<byte> part in parts) builder.AddLines(part.Span);
        return builder.Build();
    }
}
