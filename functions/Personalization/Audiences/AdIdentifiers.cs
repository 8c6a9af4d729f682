using System.Security.Cryptography;
using System.Text;
using Personalization.Events;

namespace Personalization.Audiences;

/// <summary>
/// Addresses and numbers as each network spells them before they are hashed: one person's hashes are others at each. What is no address or number
/// gives nothing, for the hash of an empty text would be the same for all.
/// </summary>
public static class AdIdentifiers
{
    /// <summary>An e-mail address ready to be hashed; null for what is none.</summary>
    public static string? Email(AdNetwork network, string? said)
    {
        if (Identifiers.Email(string.Concat((said ?? "").Where(one => !char.IsWhiteSpace(one)))) is not { } address) return null;
        int at = address.IndexOf('@', StringComparison.Ordinal);
        string local = address[..at], host = address[at..];
        if (network is AdNetwork.Google && host is "@gmail.com" or "@googlemail.com") local = Untagged(local).Replace(".", "", StringComparison.Ordinal);
        if (network is AdNetwork.TikTok) local = Untagged(local);
        return local.Length == 0 ? null : local + host;
    }

    /// <summary>A telephone number ready to be hashed; null for what is none, and for one that does not say its country.</summary>
    public static string? Phone(AdNetwork network, string? said)
    {
        if (Identifiers.Phone(said) is not ['+', .. string number]) return null;
        string digits = number.TrimStart('0');
        if (digits.Length < LeastDigits) return null;
        return network is AdNetwork.Google ? "+" + digits : digits;
    }

    /// <summary>SHA-256 of the UTF-8 bytes in small hexadecimal letters, without salt.</summary>
    public static string Hash(string spelled) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(spelled)));

    // Shorter ones are emergency and short numbers, nobody's own.
    private const int LeastDigits = 7;

    private static string Untagged(string local) => local.IndexOf('+', StringComparison.Ordinal) is >= 0 and var tag ? local[..tag] : local;
}
