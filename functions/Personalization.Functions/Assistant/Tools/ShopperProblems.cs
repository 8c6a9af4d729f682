using Personalization.Common;

namespace Personalization.Functions.Assistant.Tools;

/// <summary>Why shoppers' tools fail.</summary>
internal static class ShopperProblems
{
    public static readonly Problem UnknownProduct = new(404, "unknown-product", "There is no such product", "Ids come from search_products and recommend_products; a comparison needs two that are there.");

    public static readonly Problem Busy = new(429, "too-many-events", "Too many events are waiting", "Nothing was done. Try again in a moment.", RetryAfter: TimeSpan.FromSeconds(2));
}
