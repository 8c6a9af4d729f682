using System.Security.Cryptography;
using System.Text;

namespace Personalization.Events.Decisions;

/// <summary>A key with hashes that have been set up with it and wait to be used again: setting one up costs as much as signing.</summary>
internal sealed class SigningKey : IDisposable
{
    private readonly byte[] key;
    private readonly IncrementalHash?[] idle = new IncrementalHash?[16];

    public SigningKey(string text)
    {
        key = Encoding.UTF8.GetBytes(text);
        Mark = SHA256.HashData(Encoding.UTF8.GetBytes("mark/" + text))[0];
    }

    /// <summary>Says which key has signed, without saying anything of it.</summary>
    public byte Mark { get; }

    /// <summary>Fills <paramref name="mac"/> with the first bytes of the HMAC-SHA256.</summary>
    public void Sign(ReadOnlySpan<byte> data, Span<byte> mac)
    {
        Span<byte> whole = stackalloc byte[SHA256.HashSizeInBytes];
        ref IncrementalHash? place = ref idle[Environment.CurrentManagedThreadId % idle.Length];
        IncrementalHash hash = Interlocked.Exchange(ref place, null) ?? IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        hash.AppendData(data);
        hash.GetHashAndReset(whole);
        Interlocked.Exchange(ref place, hash)?.Dispose();
        whole[..mac.Length].CopyTo(mac);
    }

    public void Dispose()
    {
        foreach (IncrementalHash? hash in idle) hash?.Dispose();
    }
}
