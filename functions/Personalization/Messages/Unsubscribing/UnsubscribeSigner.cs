using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Personalization.Events.Decisions;
using Personalization.Profiles;

namespace Personalization.Messages.Unsubscribing;

/// <summary>Who unsubscribes from what.</summary>
/// <param name="Person">The person.</param>
/// <param name="Channel">The channel.</param>
/// <param name="List">The list; empty for all of the channel.</param>
public sealed record UnsubscribeTarget(PersonKey Person, MessageChannel Channel, string List);

/// <summary>
/// Tokens of RFC 8058 links: each says by itself who unsubscribes from what, signed by HMAC-SHA256, and is good for ever, as the mail that holds it.
/// </summary>
public sealed class UnsubscribeSigner : IDisposable
{
    /// <summary>Characters that a key needs.</summary>
    public const int ShortestKey = 16;

    /// <summary>Characters of the longest token that is read.</summary>
    public const int LongestToken = 2048;

    private const int MacBytes = 20;
    private static readonly byte[] Use = "unsubscribe/1\n"u8.ToArray();

    private readonly SigningKey[] keys;

    /// <summary>Signs with the first key and believes all.</summary>
    public UnsubscribeSigner(params IReadOnlyList<string> keys)
    {
        if (keys.Count == 0 || keys.Any(key => key.Length < ShortestKey)) throw new ArgumentException($"Keys of at least {ShortestKey} characters are needed", nameof(keys));
        this.keys = [.. keys.Select(key => new SigningKey(key))];
    }

    /// <summary>The token of a target.</summary>
    public string Sign(UnsubscribeTarget target)
    {
        byte[] said = Encoding.UTF8.GetBytes($"{MessageNames.Of(target.Channel)}\n{target.List}\n{target.Person.Value}");
        return Base64Url.EncodeToString([.. said, .. Mac(keys[0], said)]);
    }

    /// <summary>The target of a token; null for one that was not signed here.</summary>
    public UnsubscribeTarget? Read(string token)
    {
        if (token.Length is 0 or > LongestToken || !Base64Url.IsValid(token)) return null;
        byte[] bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length <= MacBytes) return null;
        byte[] said = bytes[..^MacBytes];
        bool believed = false;
        foreach (SigningKey key in keys) believed |= CryptographicOperations.FixedTimeEquals(Mac(key, said), bytes.AsSpan(^MacBytes..));
        if (!believed) return null;
        string[] parts = Encoding.UTF8.GetString(said).Split('\n', 3);
        return parts.Length == 3 && MessageNames.Channel(parts[0]) is { } channel ? new UnsubscribeTarget(new PersonKey(parts[2]), channel, parts[1]) : null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SigningKey key in keys) key.Dispose();
    }

    private static byte[] Mac(SigningKey key, byte[] said)
    {
        byte[] mac = new byte[MacBytes];
        key.Sign([.. Use, .. said], mac);
        return mac;
    }
}
