using System.Collections.Immutable;
using Personalization.Events;

namespace Personalization.Profiles;

/// <summary>Collects when promotions were last seen. What falls out of the bounds has enough others seen after it for ever: the order of adding does not show.</summary>
internal sealed class PromotionBuilder
{
    private readonly Dictionary<string, DateTimeOffset> all = new(StringComparer.Ordinal);

    public PromotionBuilder(Profile start) => Add(start);

    public void Add(Profile other)
    {
        foreach ((string id, DateTimeOffset at) in other.Promotions ?? ImmutableSortedDictionary<string, DateTimeOffset>.Empty) Add(id, at);
    }

    public void Add(ShopEvent shopEvent)
    {
        if (shopEvent.Event is EventNames.PromotionViewed or EventNames.PromotionClicked && shopEvent.Properties.ValueKind is System.Text.Json.JsonValueKind.Object
            && Interactions.Text(shopEvent.Properties, "promotion_id") is { Length: > 0 and <= ProfileLimits.PromotionIdLength } id) Add(id, shopEvent.Timestamp);
    }

    public ImmutableSortedDictionary<string, DateTimeOffset>? Build() => all.Count == 0 ? null
        : all.OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Take(ProfileLimits.Promotions).ToImmutableSortedDictionary(StringComparer.Ordinal);

    private void Add(string id, DateTimeOffset at)
    {
        if (!all.TryGetValue(id, out DateTimeOffset known) || at > known) all[id] = at;
    }
}
