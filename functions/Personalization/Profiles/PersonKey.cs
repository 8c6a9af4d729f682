using Personalization.Common;
using Personalization.Events;

namespace Personalization.Profiles;

/// <summary>The key of a profile: a known person (<c>u:</c>) or a device (<c>a:</c>). Storage format.</summary>
/// <param name="Value">Prefix and id.</param>
public readonly record struct PersonKey(string Value)
{
    private const string UserPrefix = "u:";
    private const string AnonymousPrefix = "a:";

    /// <summary>The key of a known person.</summary>
    public static PersonKey User(string userId) => new(UserPrefix + userId);

    /// <summary>The key of a device.</summary>
    public static PersonKey Anonymous(string anonymousId) => new(AnonymousPrefix + anonymousId);

    /// <summary>Whose event it is: the known person's if it names one, else the device's.</summary>
    public static PersonKey Of(ShopEvent shopEvent) =>
        shopEvent.UserId is { } userId ? User(userId)
        : shopEvent.AnonymousId is { } anonymousId ? Anonymous(anonymousId)
        : throw new ArgumentException("An accepted event names a person", nameof(shopEvent));

    /// <summary>The key of an address such as <c>user_id:42</c> or <c>anonymous_id:abc</c>, or null.</summary>
    public static PersonKey? Parse(string address) =>
        address.StartsWith("user_id:", StringComparison.Ordinal) && address.Length > 8 ? User(address[8..])
        : address.StartsWith("anonymous_id:", StringComparison.Ordinal) && address.Length > 13 ? Anonymous(address[13..])
        : null;

    /// <summary>The address that <see cref="Parse"/> reads.</summary>
    public string Address => IsUser ? "user_id:" + Id : "anonymous_id:" + Id;

    /// <summary>True for a known person.</summary>
    public bool IsUser => Value.StartsWith(UserPrefix, StringComparison.Ordinal);

    /// <summary>The id without the prefix.</summary>
    public string Id => Value[2..];

    /// <summary>A form that any store takes as a key: letters and digits only, 40 characters, no personal data in clear.</summary>
    public string StorageKey => StableHash.Hex(Value, 40);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
