using System.Buffers.Binary;
using System.Text;
using Personalization.Events.Decisions;

namespace Personalization.Privacy.Suppression;

/// <summary>Salted hashes that stand for people who must not be named: HMAC-SHA256, cut to 128 bits. Without the salt nobody can tell whose they are, nor try.</summary>
public sealed class PersonHasher : IDisposable
{
    /// <summary>Characters that a salt needs.</summary>
    public const int ShortestSalt = 16;

    private readonly SigningKey salt;

    /// <summary>By the shop's salt.</summary>
    public PersonHasher(string salt)
    {
        if (salt.Length < ShortestSalt) throw new ArgumentException($"A salt of at least {ShortestSalt} characters is needed", nameof(salt));
        this.salt = new SigningKey(salt);
    }

    /// <summary>The hash of a name, see <see cref="PersonNames"/>.</summary>
    public UInt128 Of(string name)
    {
        Span<byte> mac = stackalloc byte[16];
        salt.Sign(Encoding.UTF8.GetBytes("person/1\n" + name), mac);
        return BinaryPrimitives.ReadUInt128BigEndian(mac);
    }

    /// <summary>A hash as records and receipts write it.</summary>
    public static string Text(UInt128 hash) => hash.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Dispose() => salt.Dispose();
}
