using Personalization.Catalog;
using Personalization.Journeys;
using Personalization.Journeys.Orders;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Functions.Journeys.Orders;

/// <summary>Looks at an order: gathers what is known and asks the rules.</summary>
public sealed class OrderLook
{
    private const int MostAccessories = 4;

    private readonly IProfileStore profiles;
    private readonly ICatalogStore catalog;
    private readonly IComplements complements;
    private readonly IPurchaseIntervals intervals;
    private readonly PostPurchaseSettings settings;
    private readonly CarriedChannels channels;
    private readonly SensitiveCategories sensitive;
    private readonly TimeProvider time;

    /// <summary>By its services.</summary>
    public OrderLook(
        IProfileStore profiles, ICatalogStore catalog, IComplements complements, IPurchaseIntervals intervals, PostPurchaseSettings settings, CarriedChannels channels, TimeProvider time,
        SensitiveCategories? sensitive = null) =>
        (this.profiles, this.catalog, this.complements, this.intervals, this.settings, this.channels, this.time, this.sensitive) =
        (profiles, catalog, complements, intervals, settings, channels, time, sensitive ?? SensitiveCategories.None);

    /// <summary>What to do next.</summary>
    public async Task<JourneyTurn<PostPurchaseState>> LookAsync(PostPurchaseState state, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        Profile profile = await profiles.ResolveLatestAsync(new PersonKey(state.Person), cancellationToken);
        PostPurchaseFacts facts = new(profile, await catalog.CurrentAsync(cancellationToken), channels.All, settings) { Intervals = await intervals.CurrentAsync(cancellationToken), Sensitive = sensitive };
        JourneyTurn<PostPurchaseState> turn = PostPurchaseRules.Next(state, facts, now);
        if (state.Steps.Contains(PostPurchaseRules.Accessory) || !turn.State.Steps.Contains(PostPurchaseRules.Accessory)) return turn;
        string[] bought = [.. PostPurchaseRules.Find(profile, state.OrderId)!.Said!.Lines.Select(line => line.ProductId).Where(id => !sensitive.IsSensitive(facts.Catalog.Find(id))).Distinct(StringComparer.Ordinal)];
        facts = facts with { Accessories = await complements.OfAsync(profile, bought, MostAccessories, cancellationToken) };
        return PostPurchaseRules.Next(state, facts, now);
    }
}
