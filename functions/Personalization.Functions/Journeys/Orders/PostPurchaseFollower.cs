using Microsoft.DurableTask.Client;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Profiles;
using Personalization.Journeys;
using Personalization.Journeys.Orders;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Functions.Journeys.Orders;

/// <summary>
/// Starts an order's journey when it is placed, or when there is somebody to write to at last, once; wakes it when the order is late, on its way or
/// has arrived, was cancelled or is given back.
/// </summary>
/// <param name="profiles">Profiles.</param>
/// <param name="settings">The shop's settings.</param>
/// <param name="channels">The channels that the shop has.</param>
/// <param name="time">The clock.</param>
public sealed class PostPurchaseFollower(ProfileUpdater profiles, PostPurchaseSettings settings, CarriedChannels channels, TimeProvider time) : IEventFollower
{
    // A person whose devices were many has had the order on one of the last.
    private const int MostDevices = 8;
    private const string Seen = "seen";

    private readonly Noticed noticed = new(time);

    /// <inheritdoc/>
    public async Task NoticeAsync(IReadOnlyList<ShopEvent> events, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (!settings.Enabled) return;
        foreach (IGrouping<PersonKey, ShopEvent> person in events.Where(Matters).GroupBy(PersonKey.Of))
        {
            Profile profile = (await profiles.ResolveAsync(person.Key, cancellationToken)).Profile;
            // An order of whom nobody can reach has no journey that would have to be woken, unless its parcel gets something.
            if (settings.Insert.Length == 0 && !IsReachable(profile)) continue;
            ILookup<string?, ShopEvent> orders = person.ToLookup(OrderIds.Of);
            IEnumerable<Order> known = person.Any(MayTellWho) ? profile.Orders.Where(order => orders.Contains(order.OrderId) || order.PlacedAt + settings.Forget > time.GetUtcNow())
                : profile.Orders.Where(order => orders.Contains(order.OrderId));
            foreach (Order order in known.Where(order => order.Said is not null))
            {
                string instanceId = PostPurchaseRules.InstanceOf(profile.Key, order.OrderId);
                if (!orders.Contains(order.OrderId) && noticed.Has(instanceId, Seen)) continue;
                await SeeToAsync(profile, order, orders[order.OrderId], client, cancellationToken);
                noticed.Keep(instanceId, Seen);
            }
        }
    }

    private static bool Matters(ShopEvent one) => MayTellWho(one)
        || one.Event is EventNames.OrderCompleted or EventNames.OrderShipped or EventNames.OrderDelayed or EventNames.OrderDelivered or EventNames.OrderCancelled or EventNames.OrderRefunded;

    // What gives an address, or a yes, or joins a device's order to a known person.
    private static bool MayTellWho(ShopEvent one) => one.Type is EventType.Identify or EventType.Alias;

    private bool IsReachable(Profile profile) =>
        Reach.ToServe(profile, channels.All) is not null || (Consents.ToMarketing(profile) is { } permission && Reach.ToSell(profile, permission, "", channels.All) is not null);

    private async Task SeeToAsync(Profile profile, Order order, IEnumerable<ShopEvent> events, DurableTaskClient client, CancellationToken cancellationToken)
    {
        string instanceId = PostPurchaseRules.InstanceOf(profile.Key, order.OrderId);
        JourneyStanding standing = await client.StandingAsync(instanceId, cancellationToken);
        // It may have begun before the person was known.
        foreach (string device in profile.Absorbed.Take(MostDevices))
        {
            if (standing.Phase is not JourneyPhase.None) break;
            instanceId = PostPurchaseRules.InstanceOf(new PersonKey(device), order.OrderId);
            standing = await client.StandingAsync(instanceId, cancellationToken);
        }
        if (standing.Phase is JourneyPhase.None)
        {
            if (order.PlacedAt + settings.Forget < time.GetUtcNow() || PostPurchaseRules.WhyNot(order, settings) is not null) return;
            PostPurchaseState state = new(profile.Key.Value, order.OrderId);
            await client.TryStartAsync(PostPurchaseFunctions.Orchestrator, PostPurchaseRules.InstanceOf(profile.Key, order.OrderId), state, null, cancellationToken);
        }
        else if (standing.Phase is not JourneyPhase.Ended && events.Any(one => one.Event is not EventNames.OrderCompleted))
            await client.WakeAsync(instanceId, cancellationToken);
    }
}
