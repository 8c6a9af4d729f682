using System.Collections.Immutable;
using System.Reflection;

namespace Personalization.Segments.Definitions;

/// <summary>Segments that come along as examples. Nobody is in one before the shop stores it.</summary>
public static class ShippedSegments
{
    private const string Folder = "Personalization.Segments.Definitions.Shipped.";

    private static readonly Lazy<ImmutableSortedDictionary<string, string>> Read = new(() => Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal)).ToImmutableSortedDictionary(IdOf, Text, StringComparer.Ordinal));

    /// <summary>Their texts, by id.</summary>
    public static ImmutableSortedDictionary<string, string> All => Read.Value;

    private static string IdOf(string name) => name[Folder.Length..^".yaml".Length];

    private static string Text(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is missing from the program");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
