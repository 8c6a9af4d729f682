using System.Security.Cryptography;
using System.Text;

namespace Personalization.LocalHost.Durable;

/// <summary>Ids from names: UUID version 5 (RFC 9562).</summary>
internal static class DeterministicGuid
{
    // The namespace that the durable task framework uses.
    private static readonly Guid Namespace = new("9e952958-5e33-4daf-827f-2fa12937b875");

    public static Guid From(string name)
    {
        byte[] data = new byte[16 + Encoding.UTF8.GetByteCount(name)];
        Namespace.TryWriteBytes(data, bigEndian: true, out _);
        Encoding.UTF8.GetBytes(name, data.AsSpan(16));
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
        Hash(data, hash);
        hash[6] = (byte)((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }

    [System.Diagnostics.CodeAnalysis.SuppressMessage("Security", "CA5350", Justification = "Version 5 is SHA-1 by definition; nothing is protected by it")]
    private static void Hash(ReadOnlySpan<byte> data, Span<byte> hash) => SHA1.HashData(data, hash);
}
