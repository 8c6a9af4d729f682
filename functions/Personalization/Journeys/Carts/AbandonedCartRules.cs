using System.Collections.Immutable;
using Personalization.Catalog;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Journeys.Carts;

/// <summary>
/// When somebody is reminded of a cart. A change of the cart sets the clock back; what was sent stays sent and counts, until an order
/// comes in between: then it is another cart. Pure.
/// </summary>
public static class AbandonedCartRules
{
    /// <summary>The journey's name.</summary>
    public const string Name = "abandoned-cart";

    /// <summary>The list that its messages belong to.</summary>
    public const string List = "cart";

    /// <summary>Names of its steps.</summary>
    public const string First = "reminder-1", Second = "reminder-2", Incentive = "incentive";

    /// <summary>The id of the instance of a cart.</summary>
    public static string InstanceOf(PersonKey person, string cart) => JourneyIds.Instance(Name, person, cart);

    /// <summary>What to do next.</summary>
    public static JourneyTurn<AbandonedCartState> Next(AbandonedCartState state, AbandonedCartFacts facts, DateTimeOffset now)
    {
        ShopperCart? cart = ShopperCart.Of(facts.Profile, state.Cart);
        state = Noted(state, cart, facts.Profile);
        if (WhyNot(facts.Profile, cart, facts.Catalog, facts.Settings, facts.Sensitive) is { } obstacle) return End(state, obstacle);
        if (Consents.ToMarketing(facts.Profile) is not { } permission || Reach.ToSell(facts.Profile, permission, List, facts.Channels) is not { } channel)
            return End(state, Reach.WhyNot(facts.Profile, List, facts.Channels));
        ImmutableArray<JourneyAct> acts = [];
        while (Step(state, facts.Settings) is { } step)
        {
            DateTimeOffset due = Due(state, step);
            if (now < due) return JourneyTurn.Wait(state, due, step.Name, acts);
            if (now > state.LastChange + facts.Settings.Forget) return End(state, JourneyEnds.TooOld);
            ImmutableArray<JourneyAct> own = CartMessages.Of(step.Name, state, cart!, channel, facts, permission, now);
            acts = [.. acts, .. own];
            state = state with { Steps = state.Steps.Add(step.Name), SentAt = own.IsEmpty ? state.SentAt : now };
        }
        return JourneyTurn.End(state, JourneyEnds.Done, acts);
    }

    /// <summary>Why nobody is to be written to about the cart, whatever the time; null when somebody may be.</summary>
    public static string? WhyNot(Profile profile, ShopperCart? cart, CatalogSnapshot catalog, AbandonedCartSettings settings, SensitiveCategories? sensitive = null) =>
        WhyNot(profile, cart, settings) ?? (CartContent.Of(cart!, catalog, sensitive).Items.IsEmpty ? JourneyEnds.SoldOut : null);

    /// <summary>The same by the profile alone.</summary>
    public static string? WhyNot(Profile profile, ShopperCart? cart, AbandonedCartSettings settings)
    {
        if (!settings.Enabled) return JourneyEnds.SwitchedOff;
        if (profile.MergedInto is not null) return JourneyEnds.Merged;
        if (JourneyIds.IsHeldOut(Name, profile.Key, settings.Holdout)) return JourneyEnds.HeldOut;
        if (cart is null) return JourneyEnds.Unknown;
        if (ShopperCart.BoughtAt(profile, cart.LastChange) is not null) return JourneyEnds.Bought;
        return cart.Lines.IsEmpty ? JourneyEnds.Emptied : null;
    }

    /// <summary>Why a message that was made at a time is no longer right; null while it is.</summary>
    public static string? WhyNot(Profile profile, string cartId, CatalogSnapshot catalog, AbandonedCartSettings settings, DateTimeOffset madeAt)
    {
        ShopperCart? cart = ShopperCart.Of(profile, cartId);
        if (WhyNot(profile, cart, catalog, settings) is { } obstacle) return obstacle;
        if (ShopperCart.BoughtAt(profile, madeAt) is not null) return JourneyEnds.Bought;
        return cart!.LastChange > madeAt ? JourneyEnds.Changed : null;
    }

    private static AbandonedCartState Noted(AbandonedCartState state, ShopperCart? cart, Profile profile)
    {
        if (cart is null) return state;
        if (ShopperCart.BoughtAt(profile, state.Began) is { } bought && bought < cart.LastChange)
            return new AbandonedCartState(state.Person, state.Cart, cart.LastChange) { LastChange = cart.LastChange };
        return state with { LastChange = cart.LastChange };
    }

    // Where turns were late, steps keep their distance all the same.
    private static DateTimeOffset Due(AbandonedCartState state, (string Name, TimeSpan After, TimeSpan Distance) step)
    {
        DateTimeOffset due = (state.LastChange ?? state.Began) + step.After;
        return state.SentAt is { } sent && sent + step.Distance > due ? sent + step.Distance : due;
    }

    private static (string Name, TimeSpan After, TimeSpan Distance)? Step(AbandonedCartState state, AbandonedCartSettings settings)
    {
        TimeSpan before = TimeSpan.Zero;
        foreach ((string name, TimeSpan after) in ((string, TimeSpan)[])[(First, settings.FirstAfter), (Second, settings.SecondAfter), (Incentive, settings.IncentiveAfter)])
        {
            if (after == TimeSpan.Zero) continue;
            if (!state.Steps.Contains(name)) return (name, after, after - before);
            before = after;
        }
        return null;
    }

    // What was sent last may still wait for its hour.
    private static JourneyTurn<AbandonedCartState> End(AbandonedCartState state, string reason) =>
        JourneyTurn.End(state, reason, state.SentAt is null ? [] : [new Cancel(state.Steps[^1])]);
}
