using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Personalization.Events.Decisions;

/// <summary>
/// Writes decisions as signed tokens and reads them back: <c>d-</c> and, in URL-safe Base64, a format number, the mark of the key, the hour,
/// the hash, strategy and placement, and the first 96 bits of the HMAC-SHA256 of all that. The same decision gives the same token.
/// The format is wire and storage format: events keep tokens.
/// </summary>
public sealed class DecisionSigner : IDecisionReader, IDisposable
{
    /// <summary>Characters that a key must have at least.</summary>
    public const int ShortestKey = 16;

    private const string Prefix = "d-";
    private const byte Format = 1;
    private const int HeadBytes = 14;
    private const int MacBytes = 12;
    private const int LargestToken = HeadBytes + (2 * DecisionId.NameBytes) + MacBytes;

    private static readonly UTF8Encoding Strict = new(false, true);
    private readonly SigningKey[] keys;

    /// <summary>Takes keys of at least <see cref="ShortestKey"/> characters: the first signs, all are believed. Throws without one.</summary>
    public DecisionSigner(params IReadOnlyCollection<string> keys)
    {
        if (keys.Count == 0) throw new ArgumentException("A key is needed", nameof(keys));
        if (keys.Any(key => key.Length < ShortestKey)) throw new ArgumentException($"A key has fewer than {ShortestKey} characters", nameof(keys));
        this.keys = [.. keys.Select(key => new SigningKey(key))];
    }

    /// <summary>The keys of a setting: separated by commas or white space.</summary>
    public static string[] Split(string setting) => setting.Split([',', ' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The token of a decision.</summary>
    public string Create(in DecisionId decision)
    {
        Span<byte> bytes = stackalloc byte[LargestToken];
        bytes[0] = Format;
        // The hours fit into three bytes until the year 3883.
        BinaryPrimitives.WriteUInt32BigEndian(bytes[1..], (uint)(decision.At - DateTimeOffset.UnixEpoch).TotalHours | ((uint)keys[0].Mark << 24));
        BinaryPrimitives.WriteUInt64BigEndian(bytes[5..], decision.Hash);
        int strategy = Encoding.UTF8.GetBytes(decision.Strategy, bytes[HeadBytes..]);
        bytes[HeadBytes - 1] = (byte)strategy;
        int length = HeadBytes + strategy + Encoding.UTF8.GetBytes(decision.Placement, bytes[(HeadBytes + strategy)..]);
        keys[0].Sign(bytes[..length], bytes.Slice(length, MacBytes));
        Span<char> token = stackalloc char[Prefix.Length + Base64Url.GetEncodedLength(LargestToken)];
        Prefix.CopyTo(token);
        int written = Base64Url.EncodeToChars(bytes[..(length + MacBytes)], token[Prefix.Length..]);
        return new string(token[..(Prefix.Length + written)]);
    }

    /// <inheritdoc/>
    public bool TryRead(ReadOnlySpan<char> token, out DecisionId decision)
    {
        decision = default;
        Span<byte> bytes = stackalloc byte[LargestToken];
        if (!token.StartsWith(Prefix) || Base64Url.DecodeFromChars(token[Prefix.Length..], bytes, out _, out int length) is not OperationStatus.Done) return false;
        ReadOnlySpan<byte> signed = bytes[..Math.Max(0, length - MacBytes)];
        if (signed.Length < HeadBytes || signed[0] != Format || signed.Length < HeadBytes + signed[HeadBytes - 1]) return false;
        if (!IsSigned(signed, bytes[signed.Length..length])) return false;
        // Several spellings of one token would be several names of one decision.
        Span<char> spelled = stackalloc char[Base64Url.GetEncodedLength(LargestToken)];
        if (!token[Prefix.Length..].SequenceEqual(spelled[..Base64Url.EncodeToChars(bytes[..length], spelled)])) return false;
        int strategy = HeadBytes + signed[HeadBytes - 1];
        uint hours = BinaryPrimitives.ReadUInt32BigEndian(signed[1..]) & 0xFFFFFF;
        decision = new DecisionId(
            BinaryPrimitives.ReadUInt64BigEndian(signed[5..]), DateTimeOffset.UnixEpoch.AddHours(hours),
            Strict.GetString(signed[HeadBytes..strategy]), Strict.GetString(signed[strategy..]));
        return true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SigningKey key in keys) key.Dispose();
    }

    private bool IsSigned(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> mac)
    {
        Span<byte> expected = stackalloc byte[MacBytes];
        foreach (SigningKey key in keys)
        {
            if (key.Mark != signed[1]) continue;
            key.Sign(signed, expected);
            if (CryptographicOperations.FixedTimeEquals(expected, mac)) return true;
        }
        return false;
    }
}
