using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Personalization.Catalog;
using Personalization.Common.Documents;
using Personalization.Messages;
using Personalization.Profiles;
using Personalization.Profiles.Memberships;
using Personalization.Segments;
using Personalization.Segments.Definitions;
using Personalization.Segments.Population;
using Personalization.Segments.Predictions;

namespace Personalization.Functions.Segments;

/// <summary>The segments that are in service, and what they are asked of.</summary>
public sealed class SegmentDesk
{
    private readonly ISegmentStore store;
    private readonly ISegmentSource[] sources;
    private readonly IPassStore passes;
    private readonly ICatalogStore catalog;
    private readonly IPredictorSource predictors;
    private readonly MessagePolicy policy;
    private volatile Made? made;

    /// <summary>By its services.</summary>
    public SegmentDesk(ISegmentStore store, IEnumerable<ISegmentSource> sources, IPassStore passes, ICatalogStore catalog, IPredictorSource predictors, MessagePolicy policy) =>
        (this.store, this.sources, this.passes, this.catalog, this.predictors, this.policy) = (store, [.. sources], passes, catalog, predictors, policy);

    /// <summary>All segments as of a moment ago.</summary>
    public async ValueTask<SegmentSet> CurrentAsync(CancellationToken cancellationToken)
    {
        DocumentIndex<SegmentLine> index = await store.CurrentAsync(cancellationToken);
        IReadOnlyList<SegmentDefinition>[] others = new IReadOnlyList<SegmentDefinition>[sources.Length];
        for (int place = 0; place < sources.Length; place++) others[place] = await sources[place].CurrentAsync(cancellationToken);
        if (index.Lines.IsEmpty && others.All(one => one.Count == 0)) return SegmentSet.None;
        ShopNorms norms = await passes.NormsAsync(cancellationToken);
        if (made is { } known && ReferenceEquals(known.Index, index) && known.Norms == norms.At && others.Zip(known.Others).All(pair => ReferenceEquals(pair.First, pair.Second))) return known.Set;
        SegmentSet set = Set(index, others, norms.At.UtcTicks.ToString(CultureInfo.InvariantCulture));
        made = new Made(index, others, norms.At, set);
        return set;
    }

    /// <summary>The name of all segments as they are stored now (<see cref="SegmentSet.Written"/>), not as of a moment ago.</summary>
    public async Task<string> WrittenNowAsync(CancellationToken cancellationToken)
    {
        DocumentIndex<SegmentLine> index = await store.LoadAsync(cancellationToken);
        List<IReadOnlyList<SegmentDefinition>> others = [];
        foreach (ISegmentSource source in sources) others.Add(await source.CurrentAsync(cancellationToken));
        return Set(index, others, "").Written;
    }

    /// <summary>What conditions are asked of, of a person as stored.</summary>
    public ValueTask<PersonFacts> FactsAsync(StoredProfile stored, CancellationToken cancellationToken) => FactsAsync(stored.Profile, stored.Memberships, cancellationToken);

    /// <summary>What conditions are asked of.</summary>
    public async ValueTask<PersonFacts> FactsAsync(Profile profile, ProfileMemberships memberships, CancellationToken cancellationToken) =>
        PersonFacts.Of(profile, await catalog.CurrentAsync(cancellationToken), policy.TimeZone) with
        {
            Segments = memberships.In.IsEmpty ? FrozenSet<string>.Empty : memberships.In.Keys.ToHashSet(StringComparer.Ordinal),
            Norms = await passes.NormsAsync(cancellationToken),
            Predictor = await predictors.CurrentAsync(cancellationToken),
        };

    /// <summary>The segments of a list that can be read.</summary>
    public static IEnumerable<SegmentDefinition> Written(DocumentIndex<SegmentLine> index)
    {
        foreach ((string id, SegmentLine line) in index.Lines)
            if (!line.IsGone)
                yield return SegmentReader.Read(Encoding.UTF8.GetBytes(line.Text), id, line.Version).Segment
                    ?? throw new InvalidDataException($"Version {line.Version} of the stored segment {id} cannot be read");
    }

    private static SegmentSet Set(DocumentIndex<SegmentLine> index, IEnumerable<IReadOnlyList<SegmentDefinition>> others, string norms) =>
        SegmentSet.Of(Written(index).SelectMany(one => one.WithTwin()).Concat(others.SelectMany(one => one)), norms);

    private sealed record Made(DocumentIndex<SegmentLine> Index, IReadOnlyList<SegmentDefinition>[] Others, DateTimeOffset Norms, SegmentSet Set);
}
