using Personalization.Profiles;

namespace Personalization.Privacy.Requests;

/// <summary>What is to be done about a person. Names are wire and storage format.</summary>
public enum PrivacyKind
{
    /// <summary>Give out all that is stored.</summary>
    Export,

    /// <summary>Erase all that is stored.</summary>
    Erase,

    /// <summary>Take nothing in any more.</summary>
    Suppress,

    /// <summary>Take in again.</summary>
    Unsuppress,

    /// <summary>Erase all people of a shop: never done by itself.</summary>
    EraseShop,
}

/// <summary>A request about one person.</summary>
/// <param name="Kind">What to do.</param>
/// <param name="Suppress">Whether nothing is taken in any more once the person is erased.</param>
/// <param name="Keys">Keys by which the person is named.</param>
/// <param name="Addresses">Addresses by which the person is named.</param>
public sealed record PrivacyWish(PrivacyKind Kind, bool Suppress, IReadOnlyList<PersonKey> Keys, IReadOnlyList<string> Addresses);
