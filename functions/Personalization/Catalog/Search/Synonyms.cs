using System.Collections.Frozen;
using System.Text.Json;
using Personalization.Common;

namespace Personalization.Catalog.Search;

/// <summary>Words that mean the same, also in other languages: from <c>synonyms.json</c> beside this file. Single words; what shops sell, not what they say of it.</summary>
internal sealed class Synonyms
{
    private const int ShortestTypo = 4, ShortestDoubleTypo = 8;

    private readonly FrozenDictionary<string, string[]> stems;
    private readonly string[] surfaces;

    private Synonyms(string[][] groups)
    {
        stems = groups
            .Select(group => group.Select(Words.StemsOf).Distinct(StringComparer.Ordinal).ToArray())
            .SelectMany(group => group.Select(stem => (stem, group))).GroupBy(one => one.stem)
            .ToFrozenDictionary(same => same.Key, same => same.SelectMany(one => one.group).Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
        surfaces = [.. groups.SelectMany(group => group).Select(word => string.Join(' ', Words.Of(word).Select(one => one.Surface))).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
    }

    public static Synonyms Default { get; } = new(JsonSerializer.Deserialize(
        new ShippedFiles("Personalization.Catalog.Search.", ".json").Find("synonyms")!, SearchJson.Default.StringArrayArray)!);

    /// <summary>All the words there are.</summary>
    public IReadOnlyList<string> Surfaces => surfaces;

    /// <summary>Stems that mean the same as one, itself among them; none where it is in no group.</summary>
    public IReadOnlyList<string> Of(string stem) => stems.GetValueOrDefault(stem, []);

    /// <summary>The word that was probably meant, or null.</summary>
    public string? Nearest(string surface)
    {
        if (surface.Length < ShortestTypo) return null;
        int edits = surface.Length < ShortestDoubleTypo ? 1 : 2;
        return surfaces.Where(word => Math.Abs(word.Length - surface.Length) <= edits).Select(word => (word, Distance: Typos.Distance(surface, word)))
            .Where(one => one.Distance <= edits).OrderBy(one => one.Distance).ThenBy(one => one.word, StringComparer.Ordinal).Select(one => one.word).FirstOrDefault();
    }
}
