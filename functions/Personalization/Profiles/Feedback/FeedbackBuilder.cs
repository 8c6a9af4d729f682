using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Events;
using Personalization.Events.Decisions;

namespace Personalization.Profiles.Feedback;

/// <summary>Collects what was shown and said. What falls out of the bounds has enough newer ones before it for ever: the order of adding does not show.</summary>
internal sealed class FeedbackBuilder(ProfileFeedback start, IDecisionReader? decisions)
{
    private readonly List<ShownList> shown = [.. start.Shown];
    private readonly ImmutableSortedDictionary<string, DateTimeOffset>.Builder skipped = start.Skipped.ToBuilder();
    private readonly ImmutableSortedDictionary<string, DateTimeOffset>.Builder hidden = start.Hidden.ToBuilder();
    private readonly ImmutableSortedDictionary<string, Verdict>.Builder verdicts = start.Verdicts.ToBuilder();

    public void Add(ShopEvent shopEvent, ulong eventId)
    {
        if (shopEvent.Properties.ValueKind is not JsonValueKind.Object) return;
        if (shopEvent.Event is EventNames.ProductListViewed) Show(shopEvent, eventId);
        else if (shopEvent.Event is { } name && Interactions.ProductIdOf(shopEvent.Properties) is { } productId) Say(name, productId, shopEvent.Timestamp);
    }

    public void Add(ProfileFeedback other)
    {
        shown.AddRange(other.Shown);
        foreach ((string productId, DateTimeOffset at) in other.Skipped) Newest(skipped, productId, at);
        foreach ((string productId, DateTimeOffset at) in other.Hidden) Newest(hidden, productId, at);
        foreach ((string productId, Verdict verdict) in other.Verdicts) Judge(productId, verdict);
    }

    public ProfileFeedback Build()
    {
        if (shown.Count + skipped.Count + hidden.Count + verdicts.Count == 0) return ProfileFeedback.None;
        return new ProfileFeedback
        {
            Shown = [.. shown.DistinctBy(list => (list.At, list.Id)).OrderByDescending(list => list.At).ThenByDescending(list => list.Id).Take(ProfileLimits.ShownLists)],
            Skipped = Bounded(skipped, at => at, ProfileLimits.SetAside),
            Hidden = Bounded(hidden, at => at, ProfileLimits.SetAside),
            Verdicts = Bounded(verdicts, verdict => verdict.At, ProfileLimits.Verdicts),
        };
    }

    /// <summary>Only what a decision of this shop has put there: a category's page shows everything, wanted or not.</summary>
    private void Show(ShopEvent shopEvent, ulong eventId)
    {
        if (decisions is null || DecisionEcho.Of(shopEvent, decisions, out _) is not EchoOutcome.Verified) return;
        IReadOnlyList<ListedProduct> foremost = [.. ListedProduct.Of(shopEvent.Properties).Take(ProfileLimits.ShownProducts)];
        if (foremost.Count == 0) return;
        shown.Add(new ShownList(
            shopEvent.Timestamp, eventId, [.. foremost.Select(one => one.ProductId)], [.. foremost.Select(one => one.Position)]));
    }

    private void Say(string name, string productId, DateTimeOffset at)
    {
        if (name is EventNames.RecommendationSkipped) Newest(skipped, productId, at);
        else if (name is EventNames.RecommendationHidden) Newest(hidden, productId, at);
        else if (name is EventNames.RecommendationDisliked) Judge(productId, new Verdict(at, true));
        else if (name is EventNames.RecommendationRestored) Judge(productId, new Verdict(at, false));
    }

    private static void Newest(ImmutableSortedDictionary<string, DateTimeOffset>.Builder times, string productId, DateTimeOffset at)
    {
        if (!times.TryGetValue(productId, out DateTimeOffset known) || at > known) times[productId] = at;
    }

    // Of two statements of one moment the stronger one stands.
    private void Judge(string productId, Verdict verdict)
    {
        if (!verdicts.TryGetValue(productId, out Verdict known) || (verdict.At, verdict.Disliked).CompareTo((known.At, known.Disliked)) > 0) verdicts[productId] = verdict;
    }

    private static ImmutableSortedDictionary<string, T> Bounded<T>(ImmutableSortedDictionary<string, T>.Builder all, Func<T, DateTimeOffset> at, int limit) =>
        all.Count <= limit
            ? all.ToImmutable()
            : all.OrderByDescending(one => at(one.Value)).ThenBy(one => one.Key, StringComparer.Ordinal).Take(limit).ToImmutableSortedDictionary(StringComparer.Ordinal);
}
