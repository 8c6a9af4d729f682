using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Personalization.Common;
using Personalization.Events;
using Personalization.Events.Decisions;

namespace Personalization.Profiles.Pos;

/// <summary>Products that somebody scanned in a store and wants to go on with at home.</summary>
/// <param name="Store">Where.</param>
/// <param name="Until">The day after which the link is good for nothing.</param>
/// <param name="Products">Product ids.</param>
public sealed record PhoneList(PhysicalStore Store, DateOnly Until, ImmutableArray<string> Products)
{
    /// <summary>Products of a list: its link has to fit into a QR code.</summary>
    public const int MostProducts = 20;

    /// <summary>How long a link is good.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>Name of the wish list that keeps them.</summary>
    public const string WishlistName = "scanned in store";

    /// <summary>The events that keep the products for a device: opened again by the same one, the same events.</summary>
    /// <param name="token">The link's token.</param>
    /// <param name="anonymousId">The device.</param>
    /// <param name="now">When.</param>
    public IEnumerable<ReadOnlyMemory<byte>> Lines(string token, string anonymousId, DateTimeOffset now) => Products.Select(productId =>
    {
        string id = "phone-" + StableHash.Hex($"{token}\n{anonymousId}\n{productId}");
        EventDraft draft = new(id, EventType.Track, EventNames.ProductAddedToWishlist, null, anonymousId, now, now, PosLines.Source);
        return EventCodec.Line(
            draft,
            json =>
            {
                json.WriteString("product_id", productId);
                json.WriteString("wishlist_id", "scanned-" + Store.Id);
                json.WriteString("wishlist_name", WishlistName);
                json.WriteString("store_id", Store.Id);
            },
            context: json => PosLines.Context(json, Store, PosPerson.Nobody));
    });
}

/// <summary>Links to such lists, each of which says all by itself.</summary>
/// <param name="signer">Signs them.</param>
public sealed class PhoneLinks(TextSigner signer)
{
    /// <summary>What the tokens are for.</summary>
    public const string Use = "phone-list/1";

    /// <summary>The token of a list.</summary>
    public string Sign(PhoneList list) =>
        signer.Sign(string.Join('\n', [list.Until.DayNumber.ToString(CultureInfo.InvariantCulture), list.Store.Id, list.Store.Name ?? "", .. list.Products]));

    /// <summary>The list of a token; null for one that was not made here.</summary>
    public PhoneList? Read(string token) =>
        signer.Read(token)?.Split('\n') is [var until, var store, var name, .. var products] && int.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out int day)
            ? new PhoneList(new PhysicalStore(store, name.Length == 0 ? null : name), DateOnly.FromDayNumber(day), [.. products])
            : null;

    /// <summary>Reads the request for a link: <c>{"store":{"id":".."},"products":["..",".."]}</c>.</summary>
    public static (PhoneList? List, Problem? Problem) Request(ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        List<ProblemError> errors = [];
        JsonBody json = JsonBody.Parse(body);
        if (json.Fault is { } fault) return (null, Refused(fault, json.Errors));
        JsonElement root = json.Root;
        JsonFields fields = new(root, "", errors);
        PhysicalStore? store = PosReader.Store(fields);
        IReadOnlyList<string>? products = fields.Texts("products", PhoneList.MostProducts, ProfileLimits.ProductIdLength);
        if (products is null && fields.Any("products") is null) fields.Missing("products", $"1 to {PhoneList.MostProducts} product ids");
        if (products?.Any(HasBreak) == true || HasBreak(store?.Id ?? "") || HasBreak(store?.Name ?? "")) fields.Wrong("products", "wrong_form", "Ids and names may have no line breaks.");
        fields.RefuseOthers();
        return errors.Count > 0
            ? (null, Refused($"{errors[0].Pointer}: {errors[0].Detail}", errors))
            : (new PhoneList(store!, DateOnly.FromDateTime((now + PhoneList.Lifetime).UtcDateTime), [.. products!.Distinct(StringComparer.Ordinal)]), null);
    }

    private static bool HasBreak(string text) => text.Contains('\n', StringComparison.Ordinal);

    private static Problem Refused(string detail, IReadOnlyList<ProblemError> errors) => new(400, "invalid-phone-list", "The list cannot be read", detail, errors);
}
