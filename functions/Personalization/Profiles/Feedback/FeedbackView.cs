namespace Personalization.Profiles.Feedback;

/// <summary>
/// What a profile's feedback means for what to show next, made once for a profile and asked for each candidate. Looking at a product
/// or clicking it clears that it was ignored or skipped before; carting, wishing for or buying it also that it was hidden. Only taking
/// back clears "not for me".
/// </summary>
public sealed class FeedbackView
{
    private readonly Dictionary<string, Signs> signs = new(StringComparer.Ordinal);

    private FeedbackView(Profile profile)
    {
        ProfileFeedback feedback = profile.Feedback;
        foreach ((string productId, Verdict verdict) in feedback.Verdicts) Of(productId).Verdict = verdict;
        foreach ((string productId, DateTimeOffset at) in feedback.Skipped) Of(productId).Skipped = at;
        foreach ((string productId, DateTimeOffset at) in feedback.Hidden) Of(productId).Hidden = at;
        Dictionary<string, DateTimeOffset> seen = new(StringComparer.Ordinal), wanted = new(StringComparer.Ordinal);
        foreach (Interaction one in profile.Interactions)
        {
            if (one.Kind is InteractionKind.CartAdd or InteractionKind.Purchase or InteractionKind.WishlistAdd) wanted.TryAdd(one.ProductId, one.At);
            if (one.Kind is InteractionKind.View or InteractionKind.CartAdd or InteractionKind.Purchase or InteractionKind.WishlistAdd) seen.TryAdd(one.ProductId, one.At);
        }
        foreach ((string productId, Signs said) in signs) said.Clear(seen.GetValueOrDefault(productId), wanted.GetValueOrDefault(productId));
        if (feedback.Shown.Length > 0) AddShown(feedback, seen);
    }

    /// <summary>What the person's history says of products.</summary>
    public static FeedbackView Of(Profile profile) => new(profile);

    /// <summary>The products that anything is held against; all others have <see cref="Penalty.None"/>.</summary>
    public IReadOnlyCollection<string> Products => signs.Keys;

    /// <summary>What is held against a product now. Never grows while time passes.</summary>
    public Penalty Penalty(string productId, DateTimeOffset now)
    {
        if (!signs.TryGetValue(productId, out Signs? said)) return Feedback.Penalty.None;
        if (said.Verdict.Disliked) return new Penalty(0, FeedbackLevel.Disliked);
        double factor = 1;
        FeedbackLevel level = FeedbackLevel.None;
        if (said.Ignored > 0)
        {
            double ignored = said.Ignored * FeedbackRules.Decay(now - said.IgnoredAt, FeedbackRules.IgnoredHalfLife);
            factor = Math.Max(FeedbackRules.IgnoredFloor, 1 / (1 + (FeedbackRules.IgnoredWeight * ignored)));
            level = FeedbackLevel.Ignored;
        }
        if (said.Skipped is { } skipped)
        {
            factor *= 1 - (FeedbackRules.SkippedWeight * FeedbackRules.Decay(now - skipped, FeedbackRules.SkippedHalfLife));
            level = FeedbackLevel.Skipped;
        }
        if (said.Hidden is { } hidden)
        {
            // Out of sight for one half-life, then coming back as slowly.
            double left = FeedbackRules.Decay(now - hidden, FeedbackRules.HiddenHalfLife);
            factor = left > 0.5 ? 0 : factor * (1 - left);
            level = FeedbackLevel.Hidden;
        }
        return new Penalty((float)factor, level);
    }

    /// <summary>
    /// How much less the other products of a category are shown: a little for each of its products that was skipped, hidden or disliked,
    /// down to <see cref="FeedbackRules.CategoryFloor"/>. Categories without any are left out.
    /// </summary>
    /// <param name="categoryOf">The category of a product, or null.</param>
    /// <param name="now">The moment.</param>
    public IReadOnlyDictionary<string, float> CategoryFactors(Func<string, string?> categoryOf, DateTimeOffset now)
    {
        SortedDictionary<string, double> against = new(StringComparer.Ordinal);
        foreach ((string productId, Signs said) in signs.OrderBy(one => one.Key, StringComparer.Ordinal))
            if (said.SpillOver(now) is > 0 and var weight && categoryOf(productId) is { } category)
                against[category] = against.GetValueOrDefault(category) + weight;
        return against.ToDictionary(
            one => one.Key, one => (float)Math.Max(FeedbackRules.CategoryFloor, 1 / (1 + (FeedbackRules.CategoryWeight * one.Value))), StringComparer.Ordinal);
    }

    private void AddShown(ProfileFeedback feedback, Dictionary<string, DateTimeOffset> seen)
    {
        // Decay of a sum is the sum of decays: summed up at the newest list, it only has to be carried to the moment of asking.
        DateTimeOffset newest = feedback.Shown[0].At;
        foreach (ShownList list in feedback.Shown)
        {
            double decay = FeedbackRules.Decay(newest - list.At, FeedbackRules.IgnoredHalfLife);
            for (int i = 0; i < list.Products.Length; i++)
            {
                string productId = list.Products[i];
                if (seen.TryGetValue(productId, out DateTimeOffset at) && at >= list.At) continue;
                Signs said = Of(productId);
                if (said.Verdict.At >= list.At) continue;
                said.Ignored += Examination.At(list.Positions[i]) * decay;
                said.IgnoredAt = newest;
            }
        }
    }

    private Signs Of(string productId)
    {
        if (!signs.TryGetValue(productId, out Signs? said)) signs[productId] = said = new Signs();
        return said;
    }

    private sealed class Signs
    {
        public Verdict Verdict { get; set; } = new(DateTimeOffset.MinValue, false);

        public DateTimeOffset? Skipped { get; set; }

        public DateTimeOffset? Hidden { get; set; }

        public double Ignored { get; set; }

        public DateTimeOffset IgnoredAt { get; set; }

        public void Clear(DateTimeOffset seen, DateTimeOffset wanted)
        {
            if (Skipped <= seen || Skipped <= Verdict.At) Skipped = null;
            if (Hidden <= wanted || Hidden <= Verdict.At) Hidden = null;
        }

        public double SpillOver(DateTimeOffset now) =>
            (Verdict.Disliked ? FeedbackRules.Decay(now - Verdict.At, FeedbackRules.CategoryHalfLife) : 0)
            + (Hidden is { } hidden ? 0.5 * FeedbackRules.Decay(now - hidden, FeedbackRules.CategoryHalfLife) : 0)
            + (Skipped is { } skipped ? 0.25 * FeedbackRules.Decay(now - skipped, FeedbackRules.SkippedHalfLife) : 0);
    }
}
