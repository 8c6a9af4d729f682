using System.Security.Cryptography;
using System.Text.Json;
using Personalization.Events.Decisions;

namespace Personalization.Privacy.Erasure;

/// <summary>Signs receipts by HMAC-SHA256, and believes what it or a key before it has signed.</summary>
public sealed class ReceiptSigner : IDisposable
{
    /// <summary>Characters that a key needs.</summary>
    public const int ShortestKey = 16;

    private const string Prefix = "hmac-sha256=";
    private static readonly byte[] Use = "receipt/1\n"u8.ToArray();

    private readonly SigningKey[] keys;

    /// <summary>Signs with the first key and believes all.</summary>
    public ReceiptSigner(params IReadOnlyList<string> keys)
    {
        if (keys.Count == 0 || keys.Any(key => key.Length < ShortestKey)) throw new ArgumentException($"Keys of at least {ShortestKey} characters are needed", nameof(keys));
        this.keys = [.. keys.Select(key => new SigningKey(key))];
    }

    /// <summary>The signature of a receipt.</summary>
    public string Sign(JsonElement receipt) => Prefix + Convert.ToHexStringLower(Mac(keys[0], receipt));

    /// <summary>Whether the receipt was signed here, and nothing of it changed.</summary>
    public bool IsSigned(JsonElement receipt, string signature)
    {
        if (!signature.StartsWith(Prefix, StringComparison.Ordinal) || signature.Length != Prefix.Length + (2 * SHA256.HashSizeInBytes)) return false;
        Span<byte> said = stackalloc byte[SHA256.HashSizeInBytes];
        if (Convert.FromHexString(signature.AsSpan(Prefix.Length), said, out _, out _) is not System.Buffers.OperationStatus.Done) return false;
        bool believed = false;
        foreach (SigningKey key in keys) believed |= CryptographicOperations.FixedTimeEquals(Mac(key, receipt), said);
        return believed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SigningKey key in keys) key.Dispose();
    }

    private static byte[] Mac(SigningKey key, JsonElement receipt)
    {
        byte[] mac = new byte[SHA256.HashSizeInBytes];
        key.Sign([.. Use, .. CanonicalJson.Of(receipt).Span], mac);
        return mac;
    }
}
