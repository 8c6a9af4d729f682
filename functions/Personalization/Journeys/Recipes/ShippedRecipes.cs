using System.Collections.Immutable;
using System.Reflection;
using Personalization.Journeys.Recipes.Reading;

namespace Personalization.Journeys.Recipes;

/// <summary>A recipe that comes along.</summary>
/// <param name="Recipe">It.</param>
/// <param name="Text">As it is written, UTF-8.</param>
public sealed record ShippedRecipe(Recipe Recipe, ReadOnlyMemory<byte> Text);

/// <summary>Recipes that come along, and the schema of recipes. None of them is active before the shop says so.</summary>
public static class ShippedRecipes
{
    private const string Folder = "Personalization.Journeys.Recipes.";

    private static readonly Lazy<ImmutableSortedDictionary<string, ShippedRecipe>> Read = new(() => Names().Select(Load)
        .ToImmutableSortedDictionary(one => one.Recipe.Id, one => one, StringComparer.Ordinal));

    /// <summary>All, by id.</summary>
    public static ImmutableSortedDictionary<string, ShippedRecipe> All => Read.Value;

    /// <summary>The JSON schema of recipes: draft 2020-12, UTF-8.</summary>
    public static ReadOnlyMemory<byte> Schema() => Bytes(Folder + "recipe.schema.json");

    private static IEnumerable<string> Names() => Assembly.GetExecutingAssembly().GetManifestResourceNames().Where(name => name.StartsWith(Folder + "Shipped.", StringComparison.Ordinal));

    private static ShippedRecipe Load(string name)
    {
        byte[] text = Bytes(name);
        RecipeReading reading = RecipeReader.Read(text);
        return new ShippedRecipe(reading.Recipe ?? throw new InvalidDataException($"{name}: {string.Join("; ", reading.Findings.Select(one => $"{one.Line}:{one.Column} {one.Detail}"))}"), text);
    }

    private static byte[] Bytes(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is missing from the program");
        using MemoryStream all = new();
        stream.CopyTo(all);
        return all.ToArray();
    }
}
