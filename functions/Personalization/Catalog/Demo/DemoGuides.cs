using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Common;

namespace Personalization.Catalog.Demo;

/// <summary>A guide of the demo shop: content, found like a product and never sold.</summary>
internal sealed record DemoGuide(string Id, string Topic, string? Material, IReadOnlyDictionary<string, string> Names, IReadOnlyDictionary<string, string> Texts)
{
    /// <summary>All guides, from the data file beside this one.</summary>
    public static IReadOnlyList<DemoGuide> All { get; } =
        JsonSerializer.Deserialize(new ShippedFiles("Personalization.Catalog.Demo.", ".json").Find("guides")!, GuideJson.Default.DemoGuideArray)!;

    /// <summary>As the catalog has it: the text of each language is an attribute, what it is about too.</summary>
    public Product ToProduct()
    {
        Dictionary<string, string> attributes = new() { [Product.KindAttribute] = "content", ["topic"] = Topic };
        if (Material is { } material) attributes["material"] = material;
        foreach ((string language, string text) in Texts) attributes["text." + language] = text;
        return new Product
        {
            ProductId = Id, Name = Names["en"], Names = Names, Description = Texts["en"], Category = "Guides", Url = $"/guides/{Id}", Attributes = attributes,
        };
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DemoGuide[]))]
internal sealed partial class GuideJson : JsonSerializerContext;
