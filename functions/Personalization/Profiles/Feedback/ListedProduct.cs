using System.Text.Json;

namespace Personalization.Profiles.Feedback;

/// <summary>A product of a list that was shown.</summary>
/// <param name="ProductId">Product.</param>
/// <param name="Position">Its place in the list, from 1.</param>
/// <param name="Said">What the event says of it.</param>
internal readonly record struct ListedProduct(string ProductId, int Position, JsonElement Said)
{
    /// <summary>The products that an event lists, each once, the foremost first.</summary>
    public static IEnumerable<ListedProduct> Of(JsonElement properties) =>
        Interactions.Products(properties)
            .Select((product, place) => (Id: Interactions.ProductIdOf(product), Position: PositionOf(product, place + 1), Said: product))
            .Where(one => one.Id is not null)
            .OrderBy(one => one.Position)
            .DistinctBy(one => one.Id)
            .Select(one => new ListedProduct(one.Id!, one.Position, one.Said));

    /// <summary>The place that a part of an event names, from 1; some vocabularies count from 0.</summary>
    public static int PositionOf(JsonElement part, int otherwise) =>
        part.ValueKind is JsonValueKind.Object && Interactions.Number(part, "position") is { } position ? (int)Math.Clamp(position, 1, 1000) : otherwise;
}
