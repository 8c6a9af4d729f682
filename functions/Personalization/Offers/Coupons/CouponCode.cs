using System.Security.Cryptography;
using System.Text;
using Personalization.Offers.Definitions;
using Personalization.Profiles;

namespace Personalization.Offers.Coupons;

/// <summary>What a code says of itself, once its seal was found to be the shop's.</summary>
/// <param name="Code">The code as it is kept.</param>
/// <param name="Offer">The offer that it belongs to.</param>
/// <param name="Tag">Stands for the person: tells nothing without the key.</param>
/// <param name="Step">The step of the ladder that it was given for.</param>
/// <param name="Expires">Until when it holds, UTC.</param>
public sealed record Coupon(string Code, Offer Offer, string Tag, int Step, DateTimeOffset Expires);

/// <summary>
/// Codes of coupons: <c>PREFIX-</c>, the day, the step, a tag of the person and a seal. Whoever has the key can tell that the shop has given a code, to whom
/// and when, without having written anything down when it was shown. The form is storage format: codes are out in the world.
/// </summary>
public static class CouponCode
{
    /// <summary>The longest code.</summary>
    public const int Longest = PrefixLength + 1 + Day + Step + TagLength + Seal;

    /// <summary>The longest prefix.</summary>
    public const int PrefixLength = 12;

    private const int Day = 3, Step = 1, TagLength = 8, Seal = 10;
    private static readonly DateTimeOffset Epoch = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What stands for a person in the codes of an offer.</summary>
    public static string TagOf(string offerId, PersonKey person, string key) => CouponLetters.Of(Mac($"tag/1\n{offerId}\n{person.Value}", key).AsSpan(0, TagLength));

    /// <summary>The code that a person is shown on a day: the same all day.</summary>
    /// <param name="offer">The offer; it has coupons.</param>
    /// <param name="person">The person or device.</param>
    /// <param name="step">The step of the ladder.</param>
    /// <param name="now">When, UTC.</param>
    /// <param name="key">A secret of the shop.</param>
    public static Coupon Create(Offer offer, PersonKey person, int step, DateTimeOffset now, string key)
    {
        string tag = TagOf(offer.Id, person, key);
        int day = (int)(now - Epoch).TotalDays;
        string said = CouponLetters.Of(day, Day) + CouponLetters.Of(step, Step) + tag;
        return new Coupon($"{Prefix(offer)}-{said}{SealOf(offer, said, key)}", offer, tag, step, Expiry(offer, day));
    }

    /// <summary>The coupon of a code as somebody has typed it; null for one that the shop has not given.</summary>
    /// <param name="typed">The code.</param>
    /// <param name="offers">Offers by the prefix of their coupons.</param>
    /// <param name="key">A secret of the shop.</param>
    public static Coupon? Read(string typed, IReadOnlyDictionary<string, Offer> offers, string key)
    {
        string code = typed.Trim().ToUpperInvariant();
        int dash = code.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0 || code.Length - dash - 1 != Day + Step + TagLength + Seal || !offers.TryGetValue(code[..dash], out Offer? offer)) return null;
        string said = code[(dash + 1)..^Seal];
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(SealOf(offer, said, key)), Encoding.UTF8.GetBytes(code[^Seal..]))) return null;
        return new Coupon(code, offer, said[(Day + Step)..], CouponLetters.Number(said.AsSpan(Day, Step)), Expiry(offer, CouponLetters.Number(said.AsSpan(0, Day))));
    }

    /// <summary>The prefix of a code, whether or not the shop has given it.</summary>
    public static string PrefixOf(string code) => code.Split('-')[0].Trim().ToUpperInvariant();

    private static string Prefix(Offer offer) => offer.Coupon?.Prefix ?? throw new ArgumentException("The offer has no coupons", nameof(offer));

    private static DateTimeOffset Expiry(Offer offer, int day)
    {
        DateTimeOffset end = Epoch.AddDays(day + 1) + (offer.Coupon?.ExpiresAfter ?? TimeSpan.Zero);
        return offer.End < end ? offer.End.Value : end;
    }

    private static string SealOf(Offer offer, string said, string key) => CouponLetters.Of(Mac($"coupon/2\n{offer.Id}\n{said}", key).AsSpan(0, Seal));

    private static byte[] Mac(string text, string key) => HMACSHA256.HashData(Encoding.UTF8.GetBytes(key), Encoding.UTF8.GetBytes(text));
}
