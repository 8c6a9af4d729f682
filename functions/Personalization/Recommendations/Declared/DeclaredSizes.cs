using System.Text.Json;
using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations.Declared;

/// <summary>How a product stands to somebody's size.</summary>
internal enum SizeFit
{
    /// <summary>It has that size, or nothing is said of sizes.</summary>
    Fits,

    /// <summary>It is of another size; whether there are others is not said.</summary>
    OtherSize,

    /// <summary>It comes in sizes of which none is the person's.</summary>
    NotTheirs,
}

/// <summary>The sizes that somebody has declared, by category.</summary>
internal sealed class DeclaredSizes(Assortment assortment, DeclaredIndex index)
{
    private readonly Dictionary<int, HashSet<SizeName>> byCategory = [];

    public bool Any => byCategory.Count > 0;

    /// <summary>The sizes as they were said, for answers.</summary>
    public List<string> Said { get; } = [];

    /// <summary>Takes the trait <c>size:CATEGORY</c>; the sizes of a category go before those of a wider one.</summary>
    public void Add(string category, JsonElement value, bool named)
    {
        string[] said = value.ValueKind is JsonValueKind.String ? [value.GetString()!]
            : value.ValueKind is JsonValueKind.Array ? [.. value.EnumerateArray().Where(one => one.ValueKind is JsonValueKind.String).Select(one => one.GetString()!)] : [];
        said = [.. said.Where(one => !string.IsNullOrWhiteSpace(one))];
        if (said.Length == 0) return;
        foreach (int node in index.Categories(category))
        {
            if (!byCategory.TryGetValue(node, out HashSet<SizeName>? known)) byCategory[node] = known = [];
            known.UnionWith(said.Select(SizeName.Of));
        }
        if (named) Said.AddRange(said);
    }

    /// <summary>How the product stands to the sizes declared for its category, or for the nearest around it.</summary>
    public SizeFit Of(int product)
    {
        for (int node = assortment.CategoryOf(product); node >= 0; node = assortment.Categories.Parent(node))
            if (byCategory.TryGetValue(node, out HashSet<SizeName>? wanted)) return Of(product, wanted);
        return SizeFit.Fits;
    }

    // Only sizes of a scale that the person has named a size of can be the wrong ones.
    private SizeFit Of(int product, HashSet<SizeName> wanted)
    {
        int sizes = 0;
        bool all = false;
        foreach (int attribute in assortment.Parts.Attributes.Of(product))
        {
            if (index.Size(attribute) is not { } feature || !HasScale(wanted, feature.Size.Scale)) continue;
            if (wanted.Contains(feature.Size)) return SizeFit.Fits;
            (sizes, all) = (sizes + 1, all || feature.IsOfAll);
        }
        return sizes == 0 ? SizeFit.Fits : all || sizes > 1 ? SizeFit.NotTheirs : SizeFit.OtherSize;
    }

    private static bool HasScale(HashSet<SizeName> wanted, string scale)
    {
        foreach (SizeName one in wanted)
            if (one.Scale == scale) return true;
        return false;
    }
}
