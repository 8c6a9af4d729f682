using System.Collections.Immutable;
using Personalization.Assistant;
using Personalization.Assistant.Hints;
using Personalization.Catalog;
using Personalization.Functions.Profiles;
using Personalization.Journeys;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Functions.Assistant.Hints;

/// <summary>Gathers what help is chosen by. Orders are told of to nobody but the person who has proven who they are; what a visitor waits for, only where the visitor has agreed.</summary>
public sealed class HintDesk
{
    private readonly ProfileUpdater profiles;
    private readonly ICatalogStore catalog;
    private readonly IPurchaseIntervals intervals;
    private readonly SensitiveCategories sensitive;
    private readonly ConsentPolicy policy;
    private readonly TimeProvider time;

    /// <summary>By its services.</summary>
    public HintDesk(ProfileUpdater profiles, ICatalogStore catalog, IPurchaseIntervals intervals, SensitiveCategories sensitive, ConsentPolicy policy, TimeProvider time) =>
        (this.profiles, this.catalog, this.intervals, this.sensitive, this.policy, this.time) = (profiles, catalog, intervals, sensitive, policy, time);

    /// <summary>Hints for whoever asks.</summary>
    /// <param name="caller">Who asks, and what they look at.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ImmutableArray<Hint>> ForAsync(AssistantCaller caller, CancellationToken cancellationToken)
    {
        CatalogSnapshot products = await catalog.CurrentAsync(cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        Profile? own = await FindAsync(caller.Verified, cancellationToken);
        Profile? visitor = caller.Visitor == caller.Verified ? own : await FindAsync(caller.Visitor, cancellationToken);
        return HelpRules.Of(new HelpFacts(products, now)
        {
            Own = own,
            Visitor = visitor is null ? null : PermittedProfile.Of(sensitive.ForLists(visitor, products, now), policy),
            Beside = caller.ProductId is { } id ? products.Find(id) : null,
            Shown = Shown(own).Concat(Shown(visitor)).ToHashSet(StringComparer.Ordinal),
            Intervals = await intervals.CurrentAsync(cancellationToken),
            Sensitive = sensitive,
        });
    }

    private async Task<Profile?> FindAsync(PersonKey? person, CancellationToken cancellationToken) =>
        person is { } key ? (await profiles.ResolveAsync(key, cancellationToken)).Profile : null;

    private static IEnumerable<string> Shown(Profile? profile) => profile is null || profile.HintsShown.IsDefault ? [] : profile.HintsShown.Select(one => one.Id);
}
