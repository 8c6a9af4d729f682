using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Personalization.Common;

/// <summary>Hashes that stay the same on every machine and in every version: ids, dedup keys and buckets are made from them.</summary>
public static class StableHash
{
    /// <summary>The first 64 bits (big endian) of the SHA-256 of the UTF-8 text.</summary>
    public static ulong Of(string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Digest(text, hash);
        return BinaryPrimitives.ReadUInt64BigEndian(hash);
    }

    /// <summary>The first <paramref name="characters"/> (at most 64) lower-case hex digits of the SHA-256 of the UTF-8 text.</summary>
    public static string Hex(string text, int characters = 32)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        Digest(text, hash);
        return Convert.ToHexStringLower(hash)[..characters];
    }

    /// <summary>Spreads a number over all 64 bits, one to one: the finalizer of SplitMix64 (Steele, Lea, Flood 2014).</summary>
    public static ulong Mix(ulong value)
    {
        value += 0x9E3779B97F4A7C15;
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }

    private static void Digest(string text, Span<byte> hash)
    {
        int size = Encoding.UTF8.GetMaxByteCount(text.Length);
        byte[]? rented = size > 1024 ? new byte[size] : null;
        Span<byte> bytes = rented ?? stackalloc byte[1024];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(text, bytes)], hash);
    }
}
