using System.Globalization;
using System.Text;

namespace Personalization.Events;

/// <summary>Kinds of ids by which somebody is known, the strongest first. Numbers are storage format.</summary>
public enum IdentifierType
{
    /// <summary>The shop's id of a known person.</summary>
    UserId = 1,

    /// <summary>An e-mail address.</summary>
    Email = 2,

    /// <summary>A telephone number.</summary>
    Phone = 3,

    /// <summary>A device or browser.</summary>
    AnonymousId = 4,
}

/// <summary>One id of a person, normalised.</summary>
/// <param name="Type">Its kind.</param>
/// <param name="Value">The id.</param>
public readonly record struct Identifier(IdentifierType Type, string Value);

/// <summary>How ids are written, so that one person's are equal wherever they were typed.</summary>
public static class Identifiers
{
    private const int EmailLength = 254;
    private const int LeastDigits = 6;
    private const int MostDigits = 15;

    /// <summary>The name of a kind on the wire.</summary>
    public static string Name(IdentifierType type) => type switch
    {
        IdentifierType.UserId => "user_id",
        IdentifierType.Email => "email",
        IdentifierType.Phone => "phone",
        _ => "anonymous_id",
    };

    /// <summary>The id of that kind, or null for a kind that is not known and for an id that is none.</summary>
    public static Identifier? Of(string? type, string? id) => type switch
    {
        "user_id" => Plain(IdentifierType.UserId, id),
        "anonymous_id" => Plain(IdentifierType.AnonymousId, id),
        "email" => Email(id) is { } email ? new Identifier(IdentifierType.Email, email) : null,
        "phone" => Phone(id) is { } phone ? new Identifier(IdentifierType.Phone, phone) : null,
        _ => null,
    };

    /// <summary>An e-mail address in small letters without blanks around it; null for what is none.</summary>
    public static string? Email(string? said)
    {
        string address = said?.Trim().ToLowerInvariant() ?? "";
        int at = address.IndexOf('@');
        bool usable = at > 0 && at == address.LastIndexOf('@') && at < address.Length - 1 && address.Length <= EmailLength;
        return usable && !address.Any(one => char.IsWhiteSpace(one) || char.IsControl(one)) ? address : null;
    }

    /// <summary>
    /// A telephone number as digits, with + in front where it says its country (+ or 00); null for what is none. Digits of every script count.
    /// A number without its country stays so: which one was meant cannot be known.
    /// </summary>
    public static string? Phone(string? said)
    {
        StringBuilder digits = new();
        string number = said?.Trim() ?? "";
        foreach (char one in number)
            if (CharUnicodeInfo.GetDecimalDigitValue(one) is >= 0 and var digit) digits.Append((char)('0' + digit));
            else if (!char.IsWhiteSpace(one) && !"+-./()".Contains(one)) return null;
        string all = digits.ToString();
        bool abroad = number.StartsWith('+');
        if (!abroad && all.StartsWith("00", StringComparison.Ordinal)) (all, abroad) = (all[2..], true);
        return all.Length is < LeastDigits or > MostDigits || number.LastIndexOf('+') > 0 ? null : abroad ? "+" + all : all;
    }

    private static Identifier? Plain(IdentifierType type, string? id) =>
        string.IsNullOrWhiteSpace(id) || id.Length > EventLimits.IdLength ? null : new Identifier(type, id);
}
