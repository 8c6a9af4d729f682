namespace Personalization.Catalog.Search;

/// <summary>The words by which goods, colours and materials are called, in all languages.</summary>
internal static class SearchWords
{
    /// <summary>As they are written, but for case, accents and variants of letters.</summary>
    public static IReadOnlyList<string> Surfaces { get; } = [.. Synonyms.Default.Surfaces.Concat(AttributeWords.Colors.Surfaces).Concat(AttributeWords.Materials.Surfaces).SelectMany(said => said.Split(' ')).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
}
