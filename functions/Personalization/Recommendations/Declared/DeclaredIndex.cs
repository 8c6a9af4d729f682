using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations.Declared;

/// <summary>Finds what people name in the numbers of an assortment: whole names or the last level of a category, in any case. Made when the first person has declared something.</summary>
internal sealed class DeclaredIndex
{
    private const string Level = " / ";

    private readonly Dictionary<string, List<int>> categories = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> brands = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> attributes = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<int, SizeFeature> sizes = [];

    public DeclaredIndex(Assortment assortment)
    {
        for (int node = 0; node < assortment.Categories.Count; node++)
        {
            string name = assortment.Categories.Name(node);
            Add(name, node);
            if (name.LastIndexOf(Level, StringComparison.Ordinal) is > 0 and var cut) Add(name[(cut + Level.Length)..], node);
        }
        for (int product = 0; product < assortment.Count; product++)
            if (assortment.Products[product].Brand is { } brand) brands.TryAdd(brand, assortment.BrandOf(product));
        foreach ((string attribute, int number) in assortment.Parts.AttributeNumbers)
        {
            attributes.TryAdd(attribute, number);
            if (SizeFeature.Of(attribute) is { } size) sizes[number] = size;
        }
    }

    public IReadOnlyList<int> Categories(string name) => categories.TryGetValue(name, out List<int>? nodes) ? nodes : [];

    public int Brand(string name) => brands.GetValueOrDefault(name, -1);

    public int Attribute(string attribute) => attributes.GetValueOrDefault(attribute, -1);

    /// <summary>The size that an attribute of a product says, or null.</summary>
    public SizeFeature? Size(int attribute) => sizes.TryGetValue(attribute, out SizeFeature size) ? size : null;

    private void Add(string name, int node)
    {
        if (categories.TryGetValue(name, out List<int>? nodes)) nodes.Add(node);
        else categories[name] = [node];
    }
}

/// <summary>A size as an attribute tells it.</summary>
/// <param name="Size">The size.</param>
/// <param name="IsOfAll">True where the attribute names all sizes that the product comes in.</param>
internal readonly record struct SizeFeature(SizeName Size, bool IsOfAll)
{
    public static SizeFeature? Of(string attribute)
    {
        int colon = attribute.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? null : attribute[..colon].ToLowerInvariant() switch
        {
            "size" => new SizeFeature(SizeName.Of(attribute[(colon + 1)..]), false),
            "sizes" => new SizeFeature(SizeName.Of(attribute[(colon + 1)..]), true),
            _ => null,
        };
    }
}

/// <summary>A size within its scale: a shoe's 42 says nothing of a sock's M.</summary>
/// <param name="Scale">Numbers, letters, or the unit behind a number.</param>
/// <param name="Name">In capitals, without blanks.</param>
internal readonly record struct SizeName(string Scale, string Name)
{
    public static SizeName Of(string text)
    {
        string name = text.Trim().ToUpperInvariant();
        if (name.Length > 0 && name.All(letter => char.IsAsciiDigit(letter) || letter is '.' or ',' or '½' or '/')) return new SizeName("#", name);
        string letters = name.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9').TrimStart('X');
        return letters is "S" or "M" or "L" && name.Length <= 5 ? new SizeName("S-L", name) : new SizeName(name.TrimStart('0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '.', ','), name);
    }
}
