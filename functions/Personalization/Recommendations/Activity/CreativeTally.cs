using System.Text.Json;
using Personalization.Events;
using Personalization.Events.Decisions;
using Personalization.Profiles;

namespace Personalization.Recommendations;

/// <summary>A creative of a product.</summary>
public readonly record struct CreativeKey(string Product, string Creative);

/// <summary>How often a creative was shown and clicked.</summary>
public readonly record struct CreativeCount(long Shown, long Clicked);

/// <summary>
/// Counts creatives by <c>Promotion Viewed</c> and <c>Promotion Clicked</c> that name <c>product_id</c>, <c>creative</c> and the <c>decision_id</c> that the picture came
/// with: what nobody here has decided does not count.
/// </summary>
public sealed class CreativeTally
{
    /// <summary>Creatives counted; further ones are not.</summary>
    public const int Most = 20_000;

    /// <summary>The strategy that such decisions name.</summary>
    public const string Strategy = "artwork";

    private readonly Dictionary<CreativeKey, CreativeCount> all = [];

    /// <summary>All of them.</summary>
    public IReadOnlyDictionary<CreativeKey, CreativeCount> All => all;

    /// <summary>Counts an event, where it is about a creative.</summary>
    public void Add(ShopEvent shopEvent, IDecisionReader decisions)
    {
        if (shopEvent.Event is not (EventNames.PromotionViewed or EventNames.PromotionClicked) || shopEvent.Properties.ValueKind is not JsonValueKind.Object) return;
        if (Interactions.Text(shopEvent.Properties, "creative") is not { Length: > 0 and <= 100 } creative || Interactions.ProductIdOf(shopEvent.Properties) is not { } product) return;
        if (Interactions.Text(shopEvent.Properties, "decision_id") is not { } token || !decisions.TryRead(token, out DecisionId decision)) return;
        if (decision.Strategy != Strategy || !decision.Covers(shopEvent.Timestamp)) return;
        bool isClick = shopEvent.Event is EventNames.PromotionClicked;
        Add(new CreativeKey(product, creative), new CreativeCount(isClick ? 0 : 1, isClick ? 1 : 0));
    }

    internal void Add(CreativeKey key, CreativeCount more)
    {
        if (!all.TryGetValue(key, out CreativeCount known) && all.Count >= Most) return;
        all[key] = new CreativeCount(known.Shown + more.Shown, known.Clicked + more.Clicked);
    }

    internal void Write(BinaryWriter writer)
    {
        writer.Write7BitEncodedInt(all.Count);
        foreach ((CreativeKey key, CreativeCount count) in all)
        {
            writer.Write(key.Product);
            writer.Write(key.Creative);
            writer.Write7BitEncodedInt64(count.Shown);
            writer.Write7BitEncodedInt64(count.Clicked);
        }
    }

    internal void Read(BinaryReader reader)
    {
        for (int left = reader.Read7BitEncodedInt(); left > 0; left--)
            Add(new CreativeKey(reader.ReadString(), reader.ReadString()), new CreativeCount(reader.Read7BitEncodedInt64(), reader.Read7BitEncodedInt64()));
    }
}
