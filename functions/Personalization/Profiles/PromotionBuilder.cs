using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Events;

namespace Personalization.Profiles;

/// <summary>Collects when promotions were last seen; pictures of products are none. What falls out of the bounds has enough others seen after it for ever: the order of adding does not show.</summary>
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
        if (shopEvent.Event is EventNames.PromotionViewed or EventNames.PromotionClicked && shopEvent.Properties.ValueKind is JsonValueKind.Object
            && Interactions.Text(shopEvent.Properties, "promotion_id") is { Length: > 0 and <= ProfileLimits.PromotionIdLength } id && !IsPicture(shopEvent.Properties)) Add(id, shopEvent.Timestamp);
    }

    public ImmutableSortedDictionary<string, DateTimeOffset>? Build() => all.Count == 0 ? null
        : all.OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal).Take(ProfileLimits.Promotions).ToImmutableSortedDictionary(StringComparer.Ordinal);

    private void Add(string id, DateTimeOffset at)
    {
        if (!all.TryGetValue(id, out DateTimeOffset known) || at > known) all[id] = at;
    }

    // With as many as there are products, pop-ups would soon be forgotten.
    private static bool IsPicture(JsonElement properties) => Interactions.ProductIdOf(properties) is not null && Interactions.Text(properties, "creative") is not null;
}
