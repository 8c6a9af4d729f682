using Personalization.Events.Decisions;
using Personalization.Functions.Profiles;
using Personalization.Functions.Recommendations.Merchandising;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Profiles.Feedback;
using Personalization.Recommendations;
using Personalization.Recommendations.Merchandising;
using Personalization.Recommendations.Shelves;

namespace Personalization.Functions.Recommendations;

/// <summary>Everything an answer is made from: the shelf from memory; only the profile is read for each request.</summary>
/// <param name="shelves">The shop.</param>
/// <param name="profiles">Visitors.</param>
/// <param name="providers">What tells of the world outside.</param>
/// <param name="desk">The shop's rules.</param>
/// <param name="ledger">Takes what the rules cost.</param>
/// <param name="signer">Signs decision ids.</param>
/// <param name="policy">What may be done where visitors have said nothing.</param>
/// <param name="sensitive">Categories that no list comes from after the visit.</param>
/// <param name="time">The clock.</param>
public sealed class RecommendationSources(
    ShelfKeeper shelves, ProfileUpdater profiles, IEnumerable<IContextProvider> providers, RuleDesk desk, RuleCostLedger ledger, DecisionSigner signer, ConsentPolicy policy,
    SensitiveCategories sensitive, TimeProvider time)
{
    private readonly IContextProvider[] providers = [.. providers];

    /// <summary>All parts for an answer to a visitor, or to nobody in particular; those that have to be read are read side by side.</summary>
    public async ValueTask<RecommendationContext> ForAsync(PersonKey? person, CancellationToken cancellationToken)
    {
        ValueTask<Shelf> current = shelves.CurrentAsync(cancellationToken);
        ValueTask<StoredRules> rules = desk.CurrentAsync(cancellationToken);
        StoredProfile? visitor = person is { } key ? await profiles.ResolveAsync(key, cancellationToken) : null;
        Shelf shelf = await current;
        return With(desk.For(await rules, shelf.Assortment), shelf, visitor?.Profile, visitor?.Memberships.Named());
    }

    /// <summary>All parts for an answer by such rules. Of a visitor who has not agreed to personalization nothing is used.</summary>
    public RecommendationContext With(MerchandisingRules rules, Shelf shelf, Profile? profile, IReadOnlyList<string>? segments)
    {
        PermittedProfile? permitted = profile is null ? null : PermittedProfile.Of(sensitive.ForLists(profile, shelf.Catalog, time.GetUtcNow()), policy, segments);
        Profile? visitor = permitted?.Profile;
        DateTimeOffset now = time.GetUtcNow(), hour = now.AddTicks(-(now.Ticks % TimeSpan.TicksPerHour));
        FeedbackView? feedback = visitor is null || ReferenceEquals(visitor.Feedback, ProfileFeedback.None) ? null : FeedbackView.Of(visitor);
        return new RecommendationContext(shelf, permitted, hour)
        {
            WhyImpersonal = profile is null ? Impersonal.Nobody : Impersonal.NoConsent,
            Providers = providers,
            Signer = signer,
            Merchandiser = rules.Any || feedback is not null ? new ListAdjuster(new ListAdjustment(rules, feedback) { At = hour }, now) { Sampled = ledger.Add } : null,
        };
    }

    /// <summary>What sells and what rises, with the counts behind it.</summary>
    public async ValueTask<ActivityRanking> RankingAsync(CancellationToken cancellationToken) => (await shelves.CurrentAsync(cancellationToken)).Ranking;
}
