using System.Collections.Immutable;
using Microsoft.DurableTask.Client;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Profiles;
using Personalization.Journeys;
using Personalization.Journeys.Carts;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Functions.Journeys.Carts;

/// <summary>
/// Starts a cart's journey when there is somebody to write to, for the time at which the first reminder is due; wakes it when there is
/// nothing to remind of any more. Changes of the cart need no waking: the journey looks before it says anything.
/// </summary>
/// <param name="profiles">Profiles.</param>
/// <param name="settings">The shop's settings.</param>
/// <param name="channels">The channels that the shop has.</param>
/// <param name="time">The clock.</param>
public sealed class AbandonedCartFollower(ProfileUpdater profiles, AbandonedCartSettings settings, CarriedChannels channels, TimeProvider time) : IEventFollower
{
    private const int MostCarts = 3;
    private readonly Noticed noticed = new(time);

    /// <inheritdoc/>
    public async Task NoticeAsync(IReadOnlyList<ShopEvent> events, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (!settings.Enabled) return;
        foreach (IGrouping<PersonKey, ShopEvent> person in events.Where(Matters).GroupBy(PersonKey.Of))
        {
            Profile profile = (await profiles.ResolveAsync(person.Key, cancellationToken)).Profile;
            await NoticeAsync(profile, [.. person], client, cancellationToken);
        }
    }

    // Any event may be the one that joins a device's cart to a known person.
    private static bool Matters(ShopEvent one) => one switch
    {
        { Type: EventType.Identify or EventType.Alias } => true,
        { UserId: not null, AnonymousId: not null } => true,
        _ => one.Event is EventNames.ProductAdded or EventNames.ProductRemoved or EventNames.WishlistProductAddedToCart or EventNames.OrderCompleted,
    };

    private async Task NoticeAsync(Profile profile, IReadOnlyList<ShopEvent> events, DurableTaskClient client, CancellationToken cancellationToken)
    {
        bool reachable = Consents.ToMarketing(profile) is { } permission && Reach.ToSell(profile, permission, AbandonedCartRules.List, channels.All) is not null;
        // Nobody who could never be written to has a journey that would have to be woken.
        if (!reachable && Reach.WhyNot(profile, AbandonedCartRules.List, channels.All) is JourneyEnds.Unreachable) return;
        DateTimeOffset now = time.GetUtcNow();
        foreach (ShopperCart cart in ShopperCart.Of(profile).Where(cart => cart.LastChange + settings.Forget > now).Take(MostCarts))
        {
            bool open = reachable && AbandonedCartRules.WhyNot(profile, cart, settings) is null;
            string instanceId = AbandonedCartRules.InstanceOf(profile.Key, cart.Id), what = $"{cart.LastChange.UtcTicks} {open}";
            if (noticed.Has(instanceId, what) && !events.Any(one => one.Type is EventType.Identify or EventType.Alias)) continue;
            noticed.Keep(instanceId, what, await SeeToAsync(instanceId, profile, cart, open, events, client, cancellationToken));
        }
    }

    // Gives the time until which the instance has no need of anybody.
    private async Task<DateTimeOffset> SeeToAsync(
        string instanceId, Profile profile, ShopperCart cart, bool open, IReadOnlyList<ShopEvent> events, DurableTaskClient client, CancellationToken cancellationToken)
    {
        JourneyStanding standing = await client.StandingAsync(instanceId, cancellationToken);
        switch (standing.Phase)
        {
            case JourneyPhase.Running when !open:
                await client.WakeAsync(instanceId, cancellationToken);
                break;
            case JourneyPhase.Ending when open:
                throw new JourneyEndingException();
            case JourneyPhase.None or JourneyPhase.Ended when open && IsNew(cart, standing):
                AbandonedCartState state = new(profile.Key.Value, cart.Id, cart.LastChange)
                {
                    LastChange = cart.LastChange, Steps = Same(cart, standing) ?? await DoneByDeviceAsync(profile, cart, events, client, cancellationToken),
                };
                DateTimeOffset due = cart.LastChange + settings.FirstAfter;
                await client.TryStartAsync(AbandonedCartFunctions.Orchestrator, instanceId, state, due > time.GetUtcNow() ? due : null, cancellationToken);
                return due;
            default:
                break;
        }
        return default;
    }

    // The same change again begins a round only where the last one ended for want of somebody to write to.
    private static bool IsNew(ShopperCart cart, JourneyStanding standing) => standing.Phase is JourneyPhase.None
        || cart.LastChange > (standing.Outcome is null ? standing.UpdatedAt : standing.Outcome.LastChange)
        || standing.Outcome?.Reason is JourneyEnds.Unreachable or JourneyEnds.OptedOut or JourneyEnds.SwitchedOff;

    private static ImmutableArray<string>? Same(ShopperCart cart, JourneyStanding standing) =>
        standing.Outcome is { } outcome && outcome.LastChange == cart.LastChange ? outcome.Steps
        : standing.Status is { } status && status.LastChange == cart.LastChange ? status.Steps : null;

    // What was said to the device about this cart, or to its address before it was known whose that is, is not said to the person again.
    private static async Task<ImmutableArray<string>> DoneByDeviceAsync(
        Profile profile, ShopperCart cart, IReadOnlyList<ShopEvent> events, DurableTaskClient client, CancellationToken cancellationToken)
    {
        IEnumerable<string> devices = events.Select(one => one.AnonymousId).OfType<string>().Distinct().Select(device => PersonKey.Anonymous(device).Value).Where(profile.Absorbed.Contains);
        IEnumerable<string> addresses = profile.Absorbed.Where(one => new PersonKey(one).Type is IdentifierType.Email or IdentifierType.Phone);
        foreach (PersonKey key in devices.Concat(addresses).Select(one => new PersonKey(one)))
        {
            JourneyStanding former = await client.StandingAsync(AbandonedCartRules.InstanceOf(key, cart.Id), cancellationToken);
            if (Same(cart, former) is { } steps) return steps;
        }
        return [];
    }
}
