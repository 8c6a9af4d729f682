using Microsoft.DurableTask.Client;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Profiles;
using Personalization.Journeys.Orders;
using Personalization.Profiles;

namespace Personalization.Functions.Journeys.Orders;

/// <summary>Starts an order's journey when it is placed, once; wakes it when the order has arrived, was cancelled or is given back.</summary>
/// <param name="profiles">Profiles.</param>
/// <param name="settings">The shop's settings.</param>
/// <param name="time">The clock.</param>
public sealed class PostPurchaseFollower(ProfileUpdater profiles, PostPurchaseSettings settings, TimeProvider time) : IEventFollower
{
    // A person whose devices were many has had the order on one of the last.
    private const int MostDevices = 8;

    /// <inheritdoc/>
    public async Task NoticeAsync(IReadOnlyList<ShopEvent> events, DurableTaskClient client, CancellationToken cancellationToken)
    {
        if (!settings.Enabled) return;
        foreach (IGrouping<PersonKey, ShopEvent> person in events.Where(Matters).GroupBy(PersonKey.Of))
        {
            Profile profile = (await profiles.ResolveAsync(person.Key, cancellationToken)).Profile;
            foreach (IGrouping<string?, ShopEvent> order in person.GroupBy(OrderIds.Of))
                if (order.Key is { } orderId && PostPurchaseRules.Find(profile, orderId) is { Said: not null } known) await SeeToAsync(profile, known, order, client, cancellationToken);
        }
    }

    private static bool Matters(ShopEvent one) =>
        one.Event is EventNames.OrderCompleted or EventNames.OrderDelivered or EventNames.OrderCancelled or EventNames.OrderRefunded;

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
