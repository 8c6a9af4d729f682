using Personalization.Common;

namespace Personalization.Profiles;

/// <summary>The people of whom only an address is known: the same as imported orders make for buyers without an id. Storage format.</summary>
public static class AddressKeys
{
    /// <summary>The key of an e-mail address, trimmed and in lower case.</summary>
    public static PersonKey Email(string email) => PersonKey.User("email-" + StableHash.Hex(email));

    /// <summary>The key of a telephone number, digits with the country's code.</summary>
    public static PersonKey Phone(string digits) => PersonKey.User("phone-" + StableHash.Hex(digits));
}
