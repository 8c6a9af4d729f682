using System.Collections.Immutable;
using Personalization.Catalog;
using Personalization.Journeys;
using Personalization.Journeys.Carts;
using Personalization.Privacy;
using Personalization.Profiles;
using Personalization.Segments.Predictions;

namespace Personalization.Functions.Journeys.Carts;

/// <summary>Secret that coupons are made with.</summary>
/// <param name="Value">It.</param>
public sealed record CouponKey(string Value);

/// <summary>Looks at a cart: gathers what is known and asks the rules.</summary>
public sealed class CartLook
{
    private const int MostRecommended = 4;

    private readonly IProfileStore profiles;
    private readonly ICatalogStore catalog;
    private readonly IComplements complements;
    private readonly IIncentiveBudget budget;
    private readonly AbandonedCartSettings settings;
    private readonly CarriedChannels channels;
    private readonly CouponKey key;
    private readonly IPredictorSource predictors;
    private readonly TimeProvider time;
    private readonly SensitiveCategories sensitive;

    /// <summary>By its services.</summary>
    public CartLook(
        IProfileStore profiles, ICatalogStore catalog, IComplements complements, IIncentiveBudget budget, AbandonedCartSettings settings, CarriedChannels channels, CouponKey key,
        IPredictorSource predictors, TimeProvider time, SensitiveCategories? sensitive = null) =>
        (this.profiles, this.catalog, this.complements, this.budget, this.settings, this.channels, this.key, this.predictors, this.time, this.sensitive) =
            (profiles, catalog, complements, budget, settings, channels, key, predictors, time, sensitive ?? SensitiveCategories.None);

    /// <summary>What to do next.</summary>
    public async Task<JourneyTurn<AbandonedCartState>> LookAsync(AbandonedCartState state, CancellationToken cancellationToken)
    {
        PersonKey person = new(state.Person);
        DateTimeOffset now = time.GetUtcNow();
        Profile profile = (await profiles.LoadLatestAsync(person, cancellationToken)).Profile;
        AbandonedCartFacts facts = new(profile, await catalog.CurrentAsync(cancellationToken), channels.All, settings) { Sensitive = sensitive };
        JourneyTurn<AbandonedCartState> turn = AbandonedCartRules.Next(state, facts, now);
        ImmutableArray<string> steps = [.. turn.State.Steps.Except(state.Round == turn.State.Round ? state.Steps : [])];
        // Only a turn that sends something needs more than the profile and the catalog.
        if (steps.IsEmpty) return turn;
        CartContent content = CartContent.Of(ShopperCart.Of(profile, state.Cart)!, facts.Catalog, sensitive);
        if (steps.Contains(AbandonedCartRules.Incentive))
        {
            IncentiveSettings incentive = settings.Incentive.For((await predictors.CurrentAsync(cancellationToken)).Of(profile, now), content.Currency);
            facts = facts with { Settings = settings with { Incentive = incentive }, Coupon = await CouponAsync(turn.State, content, profile, incentive, now, cancellationToken) };
        }
        facts = facts with { Recommended = await complements.OfAsync(profile, [.. content.Items.Select(item => item.Product.ProductId)], MostRecommended, cancellationToken) };
        return AbandonedCartRules.Next(state, facts, now);
    }

    private async Task<string?> CouponAsync(AbandonedCartState state, CartContent content, Profile profile, IncentiveSettings incentive, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (Consents.ToMarketing(profile) is not { } permission || CartIncentive.Cost(profile, permission, content, incentive, now) is not { } cost) return null;
        string instanceId = AbandonedCartRules.InstanceOf(profile.Key, state.Cart);
        string pot = CartIncentive.Budget(AbandonedCartRules.Name, content.Currency!, now);
        return await budget.TryReserveAsync(pot, $"{instanceId}-{state.Round}", cost, incentive.MonthlyBudget, cancellationToken)
            ? CartIncentive.Coupon(instanceId, state.Round, key.Value)
            : null;
    }
}
