using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Personalization.Events.Decisions;
using Personalization.Profiles;

namespace Personalization.Privacy;

/// <summary>Whose page a link opens, and how long.</summary>
/// <param name="Person">The person.</param>
/// <param name="Until">After when it opens nothing, UTC, to the second.</param>
public sealed record PersonLink(PersonKey Person, DateTimeOffset Until);

/// <summary>Tokens of links to the shopper's own page: each says by itself whose it is and how long it holds, signed by HMAC-SHA256.</summary>
public sealed class PersonLinks : IDisposable
{
    /// <summary>Characters that a key needs.</summary>
    public const int ShortestKey = 16;

    /// <summary>Characters of the longest token that is read.</summary>
    public const int LongestToken = 2048;

    private const int MacBytes = 20;
    private const int TimeBytes = 8;

    // A token of another use, such as an unsubscribe link, opens nothing here.
    private static readonly byte[] Use = "person-page/1\n"u8.ToArray();

    private readonly SigningKey[] keys;

    /// <summary>Signs with the first key and believes all.</summary>
    public PersonLinks(params IReadOnlyList<string> keys)
    {
        if (keys.Count == 0 || keys.Any(key => key.Length < ShortestKey)) throw new ArgumentException($"Keys of at least {ShortestKey} characters are needed", nameof(keys));
        this.keys = [.. keys.Select(key => new SigningKey(key))];
    }

    /// <summary>The token of a link.</summary>
    public string Sign(PersonLink link)
    {
        byte[] said = new byte[TimeBytes + Encoding.UTF8.GetByteCount(link.Person.Value)];
        BinaryPrimitives.WriteInt64BigEndian(said, link.Until.ToUnixTimeSeconds());
        Encoding.UTF8.GetBytes(link.Person.Value, said.AsSpan(TimeBytes));
        return Base64Url.EncodeToString([.. said, .. Mac(keys[0], said)]);
    }

    /// <summary>The link of a token; null for one that was not signed here, or is over.</summary>
    public PersonLink? Read(string token, DateTimeOffset now)
    {
        if (token.Length is 0 or > LongestToken || !Base64Url.IsValid(token)) return null;
        byte[] bytes = Base64Url.DecodeFromChars(token);
        if (bytes.Length <= TimeBytes + MacBytes) return null;
        byte[] said = bytes[..^MacBytes];
        bool believed = false;
        foreach (SigningKey key in keys) believed |= CryptographicOperations.FixedTimeEquals(Mac(key, said), bytes.AsSpan(^MacBytes..));
        if (!believed) return null;
        PersonLink link = new(new PersonKey(Encoding.UTF8.GetString(said.AsSpan(TimeBytes))), DateTimeOffset.FromUnixTimeSeconds(BinaryPrimitives.ReadInt64BigEndian(said)));
        return link.Until > now ? link : null;
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
