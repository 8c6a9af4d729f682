using System.Runtime.InteropServices;
using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations.Creatives;

/// <summary>What kinds of products a visitor has dealt with, the newest weighing most.</summary>
internal sealed class Taste
{
    private const float HalfLifeDays = 30;
    private const int Whole = 10_000;

    private readonly Dictionary<(TagKind Kind, int Number), float> weights = [];
    private float all;

    /// <summary>The taste of a visitor.</summary>
    public static Taste Of(Visitor visitor, AssortmentParts parts, float today)
    {
        Taste taste = new();
        foreach ((int product, Dealings dealing) in visitor.Dealings)
        {
            float last = Math.Max(Math.Max(dealing.Looked, dealing.Carted), Math.Max(dealing.Saved, dealing.Bought));
            if (last > 0) taste.Add(product, parts, MathF.Pow(2, Math.Min(0, last - today) / HalfLifeDays));
        }
        return taste;
    }

    /// <summary>The part of what the visitor has dealt with that has a tag, in ten-thousandths: whole numbers, so that equal ones are equal.</summary>
    public int ShareOf(in CreativeTag tag) => all > 0 ? (int)MathF.Round(Whole * weights.GetValueOrDefault((tag.Kind, tag.Number)) / all) : 0;

    private void Add(int product, AssortmentParts parts, float weight)
    {
        all += weight;
        for (int node = parts.Goods[product].Category; node >= 0; node = parts.Categories.Parent(node)) Add(TagKind.Category, node, weight);
        if (parts.Goods[product].Brand is >= 0 and int brand) Add(TagKind.Brand, brand, weight);
        foreach (int attribute in parts.Attributes.Of(product)) Add(TagKind.Attribute, attribute, weight);
    }

    private void Add(TagKind kind, int number, float weight) => CollectionsMarshal.GetValueRefOrAddDefault(weights, (kind, number), out _) += weight;
}
