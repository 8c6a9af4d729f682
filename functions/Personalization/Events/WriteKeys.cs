using System.Security.Cryptography;
using System.Text;

namespace Personalization.Events;

/// <summary>The keys that senders of events show, each with the name of the source it stands for.</summary>
public sealed class WriteKeys
{
    private readonly (string Source, byte[] Hash)[] keys;

    /// <summary>Takes the pairs of source name and key.</summary>
    public WriteKeys(IEnumerable<KeyValuePair<string, string>> keys) => this.keys = [.. keys.Select(pair => (pair.Key, Hash(pair.Value)))];

    /// <summary>The source that a key stands for, or null. Takes the same time whichever key is shown.</summary>
    public string? SourceOf(string key)
    {
        byte[] shown = Hash(key);
        string? source = null;
        foreach ((string name, byte[] hash) in keys)
            if (CryptographicOperations.FixedTimeEquals(hash, shown)) source = name;
        return source;
    }

    private static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
