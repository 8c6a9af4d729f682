using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Personalization.Common;

/// <summary>Files that come along in the assembly, by name.</summary>
/// <param name="folder">What their resource names begin with.</param>
/// <param name="ending">What they end with.</param>
internal sealed class ShippedFiles(string folder, string ending)
{
    /// <summary>Names without beginning and end, in order.</summary>
    public IEnumerable<string> Names => typeof(ShippedFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(folder, StringComparison.Ordinal)).Select(name => name[folder.Length..^ending.Length]).Order(StringComparer.Ordinal);

    /// <summary>The bytes of a file, or null.</summary>
    public byte[]? Find(string name)
    {
        using Stream? file = typeof(ShippedFiles).Assembly.GetManifestResourceStream(folder + name + ending);
        if (file is null) return null;
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>What a file of JSON says; throws where it does not come along.</summary>
    public T Read<T>(string name, JsonTypeInfo<T> type)
        where T : class => JsonSerializer.Deserialize(Find(name) ?? throw new InvalidOperationException($"The file {folder}{name}{ending} is missing"), type)!;

    /// <summary>What all files of JSON say, by their names.</summary>
    public ImmutableSortedDictionary<string, T> ReadAll<T>(JsonTypeInfo<T> type)
        where T : class => Names.ToImmutableSortedDictionary(name => name, name => Read(name, type), StringComparer.Ordinal);
}
