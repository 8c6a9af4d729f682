using System.Security.Cryptography;
using System.Text.Json;
using Personalization.Common;
using Personalization.Profiles;

namespace Personalization.Privacy.Requests;

/// <summary>What a platform's privacy webhook came to: a wish about a customer, a shop whose data shall go, or a problem.</summary>
/// <param name="Wish">The wish, or null.</param>
/// <param name="Shop">The shop that has taken the app out, or null.</param>
/// <param name="Problem">Why it cannot be taken, or null.</param>
public sealed record ShopPrivacyReading(PrivacyWish? Wish, string? Shop, Problem? Problem);

/// <summary>
/// Shopify's three privacy webhooks, <c>customers/data_request</c>, <c>customers/redact</c> and <c>shop/redact</c>, as requests about people. A customer is
/// known by id, e-mail and telephone.
/// </summary>
public static class ShopifyPrivacy
{
    private const int LongestId = 1024;

    /// <summary>Whether the body is signed with one of the app's client secrets: base64 of its HMAC-SHA256. Takes as long whatever is wrong.</summary>
    public static bool IsSigned(ReadOnlySpan<byte> body, string signature, IReadOnlyCollection<byte[]> secrets)
    {
        byte[] said = new byte[HMACSHA256.HashSizeInBytes];
        bool readable = Convert.TryFromBase64String(signature, said, out int length) && length == said.Length;
        bool signed = false;
        foreach (byte[] secret in secrets) signed |= CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(secret, body), said);
        return readable && signed;
    }

    /// <summary>What a webhook of that topic asks for.</summary>
    public static ShopPrivacyReading Read(string topic, ReadOnlyMemory<byte> body)
    {
        if (JsonBody.Parse(body) is not { Fault: null, Root: { ValueKind: JsonValueKind.Object } root }) return Refused("not_json", "", "The body is not a JSON object.");
        switch (topic)
        {
            case "shop/redact":
                return Interactions.Text(root, "shop_domain") is { Length: > 0 and <= LongestId } shop ? new ShopPrivacyReading(null, shop, null) : Refused("missing", "/shop_domain", "The shop is not named.");
            case "customers/data_request":
                return Customer(PrivacyKind.Export, root);
            case "customers/redact":
                return Customer(PrivacyKind.Erase, root);
            default:
                return Refused("unknown", "X-Shopify-Topic", "The topic is none of customers/data_request, customers/redact, shop/redact.");
        }
    }

    private static ShopPrivacyReading Customer(PrivacyKind kind, JsonElement root)
    {
        if (!root.TryGetProperty("customer", out JsonElement customer) || customer.ValueKind is not JsonValueKind.Object) return Refused("missing", "/customer", "The customer is not named.");
        List<PersonKey> keys = [];
        if (customer.TryGetProperty("id", out JsonElement id) && id.ValueKind is JsonValueKind.Number or JsonValueKind.String && Id(id) is { Length: > 0 and <= LongestId } user) keys.Add(PersonKey.User(user));
        List<string> addresses = [];
        foreach (string name in (string[])["email", "phone"])
        {
            if (Interactions.Text(customer, name) is not { Length: > 0 and <= LongestId } address) continue;
            addresses.Add(address);
            if (PersonKey.Parse($"{name}:{address}") is { } key) keys.Add(key);
        }
        return keys.Count + addresses.Count > 0
            ? new ShopPrivacyReading(new PrivacyWish(kind, false, keys, addresses), null, null)
            : Refused("missing", "/customer", "The customer has neither id nor e-mail address nor telephone number.");
    }

    private static string Id(JsonElement id) => id.ValueKind is JsonValueKind.String ? id.GetString()! : id.GetRawText();

    private static ShopPrivacyReading Refused(string code, string pointer, string detail) =>
        new(null, null, new Problem(400, "invalid-privacy-webhook", "The webhook cannot be read", detail, [new ProblemError(code, pointer, detail)]));
}
