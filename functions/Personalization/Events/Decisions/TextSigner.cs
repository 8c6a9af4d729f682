using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Personalization.Events.Decisions;

/// <summary>Texts as tokens for links: signed by HMAC-SHA256, readable by anybody, made by nobody else.</summary>
public sealed class TextSigner : IDisposable
{
    /// <summary>Characters that a key needs.</summary>
    public const int ShortestKey = 16;

    /// <summary>Characters of the longest token that is read.</summary>
    public const int LongestToken = 2048;

    private const int MacBytes = 20;

    private readonly byte[] use;
    private readonly SigningKey[] keys;

    /// <summary>Signs with the first key and believes all.</summary>
    /// <param name="use">What the tokens are for: one made for something else is not believed.</param>
    /// <param name="keys">Secrets.</param>
    public TextSigner(string use, IReadOnlyList<string> keys)
    {
        if (keys.Count == 0 || keys.Any(key => key.Length < ShortestKey)) throw new ArgumentException($"Keys of at least {ShortestKey} characters are needed", nameof(keys));
        (this.use, this.keys) = (Encoding.UTF8.GetBytes(use + "\n"), [.. keys.Select(key => new SigningKey(key))]);
    }

    /// <summary>The token of a text.</summary>
    public string Sign(string text)
    {
        byte[] said = Encoding.UTF8.GetBytes(text);
        return Base64Url.EncodeToString([.. said, .. Mac(keys[0], said)]);
    }

    /// <summary>The text of a token; null for one that was not signed here, or for something else.</summary>
    public string? Read(string token)
    {
        if (token.Length is 0 or > LongestToken || !Base64Url.IsValid(token)) return null;
        byte[] bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length <= MacBytes) return null;
        byte[] said = bytes[..^MacBytes];
        bool believed = false;
        foreach (SigningKey key in keys) believed |= CryptographicOperations.FixedTimeEquals(Mac(key, said), bytes.AsSpan(^MacBytes..));
        return believed ? Encoding.UTF8.GetString(said) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SigningKey key in keys) key.Dispose();
    }

    private byte[] Mac(SigningKey key, byte[] said)
    {
        byte[] mac = new byte[MacBytes];
        key.Sign([.. use, .. said], mac);
        return mac;
    }
}
