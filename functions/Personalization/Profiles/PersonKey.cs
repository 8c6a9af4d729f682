using Personalization.Common;
using Personalization.Events;

namespace Personalization.Profiles;

/// <summary>The key of a profile: a known person (<c>u:</c>), an e-mail address (<c>e:</c>), a telephone number (<c>p:</c>) or a device (<c>a:</c>). Storage format.</summary>
/// <param name="Value">Prefix and id.</param>
public readonly record struct PersonKey(string Value) : IComparable<PersonKey>
{
    private const string UserPrefix = "u:";
    private const string EmailPrefix = "e:";
    private const string PhonePrefix = "p:";
    private const string AnonymousPrefix = "a:";

    /// <summary>The key of a known person.</summary>
    public static PersonKey User(string userId) => new(UserPrefix + userId);

    /// <summary>The key of a device.</summary>
    public static PersonKey Anonymous(string anonymousId) => new(AnonymousPrefix + anonymousId);

    /// <summary>The key of an id.</summary>
    public static PersonKey Of(Identifier id) => new(Prefix(id.Type) + id.Value);

    /// <summary>Whose event it is: the known person's if it names one, else the device's, else that of the strongest other id that it tells.</summary>
    public static PersonKey Of(ShopEvent shopEvent) =>
        shopEvent.UserId is { } userId ? User(userId)
        : shopEvent.AnonymousId is { } anonymousId ? Anonymous(anonymousId)
        : EventIdentifiers.Of(shopEvent).Named is { } named ? Of(named)
        : throw new ArgumentException("An accepted event names a person", nameof(shopEvent));

    /// <summary>The key of an address such as <c>user_id:42</c>, <c>email:ana@example.com</c>, <c>phone:+995...</c> or <c>anonymous_id:abc</c>, or null.</summary>
    public static PersonKey? Parse(string address)
    {
        int colon = address.IndexOf(':');
        if (colon < 0 || colon == address.Length - 1) return null;
        string type = address[..colon], id = address[(colon + 1)..];
        return type switch
        {
            // Ids of the shop's own are taken as they are.
            "user_id" => User(id),
            "anonymous_id" => Anonymous(id),
            _ => Identifiers.Of(type, id) is { } known ? Of(known) : null,
        };
    }

    /// <summary>The address that <see cref="Parse"/> reads.</summary>
    public string Address => $"{Identifiers.Name(Type)}:{Id}";

    /// <summary>What kind of id it is.</summary>
    public IdentifierType Type => Value[0] switch
    {
        'u' => IdentifierType.UserId,
        'e' => IdentifierType.Email,
        'p' => IdentifierType.Phone,
        _ => IdentifierType.AnonymousId,
    };

    /// <summary>True for a known person.</summary>
    public bool IsUser => Type is IdentifierType.UserId;

    /// <summary>The id without the prefix.</summary>
    public string Id => Value[2..];

    /// <summary>A form that any store takes as a key: letters and digits only, 40 characters, no personal data in clear.</summary>
    public string StorageKey => StableHash.Hex(Value, 40);

    /// <inheritdoc/>
    public int CompareTo(PersonKey other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;

    /// <summary>By the text.</summary>
    public static bool operator <(PersonKey one, PersonKey other) => one.CompareTo(other) < 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >(PersonKey one, PersonKey other) => one.CompareTo(other) > 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator <=(PersonKey one, PersonKey other) => one.CompareTo(other) <= 0;

    /// <inheritdoc cref="op_LessThan"/>
    public static bool operator >=(PersonKey one, PersonKey other) => one.CompareTo(other) >= 0;

    private static string Prefix(IdentifierType type) => type switch
    {
        IdentifierType.UserId => UserPrefix,
        IdentifierType.Email => EmailPrefix,
        IdentifierType.Phone => PhonePrefix,
        _ => AnonymousPrefix,
    };
}
