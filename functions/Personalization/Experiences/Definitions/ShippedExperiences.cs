using System.Collections.Immutable;
using System.Text;
using Personalization.Common;

namespace Personalization.Experiences.Definitions;

/// <summary>Experiences that come along as examples. Nobody sees one before the shop stores it.</summary>
public static class ShippedExperiences
{
    private static readonly Lazy<ImmutableSortedDictionary<string, string>> Read = new(() =>
    {
        ShippedFiles files = new("Personalization.Experiences.Definitions.Shipped.", ".yaml");
        return files.Names.ToImmutableSortedDictionary(name => name, name => Encoding.UTF8.GetString(files.Find(name)!), StringComparer.Ordinal);
    });

    /// <summary>Their texts, by id.</summary>
    public static ImmutableSortedDictionary<string, string> All => Read.Value;
}
