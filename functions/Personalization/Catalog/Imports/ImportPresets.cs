using System.Collections.Frozen;

namespace Personalization.Catalog.Imports;

/// <summary>The mappings that ship with the suite, from the data file beside this one.</summary>
public static class ImportPresets
{
    private static readonly FrozenDictionary<string, ImportMapping> All = ImportMappings.ReadPresets().ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Names of the presets, sorted.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. All.Keys.Order(StringComparer.Ordinal)];

    /// <summary>The preset of that name, or null.</summary>
    public static ImportMapping? Find(string name) => All.GetValueOrDefault(name);
}
