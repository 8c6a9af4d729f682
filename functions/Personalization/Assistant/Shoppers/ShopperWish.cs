using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Catalog.Search;

namespace Personalization.Assistant.Shoppers;

/// <summary>What a shopper's question was understood to want. Kept with the answer, for the questions that follow; field names are storage format.</summary>
/// <param name="Intent">A word of <see cref="Intents"/>.</param>
public sealed record ShopperWish(string Intent)
{
    /// <summary>What is looked for, without the words that were understood otherwise.</summary>
    public string? Text { get; init; }

    /// <summary>A category of the catalog.</summary>
    public string? Category { get; init; }

    /// <summary>A brand of the catalog.</summary>
    public string? Brand { get; init; }

    /// <summary>A colour, by its key.</summary>
    public string? Color { get; init; }

    /// <summary>A material, by its key.</summary>
    public string? Material { get; init; }

    /// <summary>A size.</summary>
    public string? Size { get; init; }

    /// <summary>The lowest price.</summary>
    public decimal? MinPrice { get; init; }

    /// <summary>The highest price.</summary>
    public decimal? MaxPrice { get; init; }

    /// <summary>The currency that a price was said in, where it was said.</summary>
    public string? Currency { get; init; }

    /// <summary>The order of the list.</summary>
    public SearchOrder Order { get; init; }

    /// <summary>Which step from the list before it is: <see cref="Intents.Cheaper"/>, <see cref="Intents.More"/> …; null for a list of its own.</summary>
    public string? Step { get; init; }

    /// <summary>For whom: <c>child</c>, <c>woman</c>, <c>man</c>, <c>friend</c>.</summary>
    public string? Recipient { get; init; }

    /// <summary>On what occasion.</summary>
    public string? Occasion { get; init; }

    /// <summary>Pieces.</summary>
    public int? Quantity { get; init; }

    /// <summary>Id of an order.</summary>
    public string? OrderId { get; init; }

    /// <summary>An e-mail address; taken along for the one call only and never kept.</summary>
    [JsonIgnore]
    public string? Email { get; init; }

    /// <summary>The language of a question that is not in its own letters; null for all others.</summary>
    public string? Language { get; init; }

    /// <summary>Products that are spoken of.</summary>
    public ImmutableArray<string> Products { get => field.IsDefault ? [] : field; init; }

    /// <summary>Products that were shown and are not wanted again.</summary>
    public ImmutableArray<string> Exclude { get => field.IsDefault ? [] : field; init; }

    /// <summary>What is missing for an answer: <c>order</c>, <c>email</c>, <c>product</c>; null for nothing.</summary>
    public string? Missing { get; init; }

    /// <summary>Whether it has any wish that narrows a list.</summary>
    [JsonIgnore]
    public bool Narrows => (Category ?? Brand ?? Color ?? Material ?? Size) is not null || MinPrice is not null || MaxPrice is not null;

    /// <summary>As it is kept.</summary>
    public string Write() => JsonSerializer.Serialize(this, WishJson.Default.ShopperWish);

    /// <summary>What was kept, or null for what is nothing of the kind.</summary>
    public static ShopperWish? Read(string? kept)
    {
        if (kept is null || !kept.StartsWith('{')) return null;
        try
        {
            return JsonSerializer.Deserialize(kept, WishJson.Default.ShopperWish);
        }
        catch (JsonException)
        {
            return null; // Another planner's, or an older form: the conversation goes on without it.
        }
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, UseStringEnumConverter = true)]
[JsonSerializable(typeof(ShopperWish))]
internal sealed partial class WishJson : JsonSerializerContext;
