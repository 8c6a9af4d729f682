using System.Globalization;
using System.Text.Json;
using Personalization.Common;
using Personalization.Events;
using Personalization.Events.Decisions;

namespace Personalization.Tests.Profiles;

/// <summary>
/// Something a customer did, small enough to be generated and shrunk. Equal acts are the same event, sent again. Few products, orders,
/// devices and seconds, so that acts meet.
/// </summary>
internal sealed record Act(int Kind, int Second, int What, int Amount, int Device)
{
    public const int Kinds = 33;
    public const int Devices = 3;

    public static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static readonly DecisionSigner Signer = new("the key of the tests");

    private static readonly string Decision = Signer.Create(DecisionId.Of("act", Start, "for_you"));

    private static readonly string[] Amounts = ["0", "0.00", "10", "10.0", "10.000", "19.99", "0.1234567", "999999999999999.999999", "7e28", "-5"];

    private static readonly Provenance[] Origins =
    [
        new("quiz", "tents", Confidence: 0.75, Origin: "inferred"), new("staff", By: "Nino"), new("import", "crm", Purpose: "sizes", Origin: "observed"),
    ];

    /// <summary>On every second device the customer is logged in.</summary>
    public bool IsAnonymous => Device % 2 == 1 && Kind != 8;

    public string DeviceId => "d" + (Device / 2).ToString(CultureInfo.InvariantCulture);

    public ShopEvent Event(string userId = "u") => EventCodec.Parse(EventCodec.Line(
        new EventDraft(
            "m-" + StableHash.Hex(ToString()), Type, Name, IsAnonymous ? null : userId, Device == 0 ? null : DeviceId, Start.AddSeconds(Second), Start.AddDays(1), "test"),
        Properties, Traits, Context));

    private EventType Type => Kind switch { 8 or 9 => EventType.Identify, 10 => EventType.Page, _ => EventType.Track };

    private string? Name => Kind switch
    {
        0 => EventNames.ProductViewed,
        1 or 2 => EventNames.ProductAdded,
        3 => EventNames.ProductRemoved,
        4 => EventNames.ProductAddedToWishlist,
        5 or 6 or 7 => EventNames.OrderCompleted,
        8 or 9 or 10 => null,
        11 => EventNames.OrderUpdated,
        12 => EventNames.OrderRefunded,
        13 => EventNames.OrderCancelled,
        14 => What == 1 ? EventNames.ConsentPreferenceUpdated : "name " + What,
        16 => EventNames.ProductListViewed,
        17 => EventNames.RecommendationSkipped,
        18 => EventNames.RecommendationHidden,
        19 => EventNames.RecommendationDisliked,
        20 => EventNames.RecommendationRestored,
        21 => EventNames.OrderDelivered,
        22 => Amount % 3 == 0 ? ReservedEvents.CustomerUntagged : ReservedEvents.CustomerTagged,
        23 or 24 => Amount % 3 == 0 ? ReservedEvents.CustomerNoteRemoved : ReservedEvents.CustomerNoteAdded,
        25 => ReservedEvents.LoyaltyUpdated,
        26 => EventNames.ProductSavedForLater,
        27 => EventNames.ProductRemovedFromWishlist,
        28 => EventNames.OrderShipped,
        29 => EventNames.OrderDelayed,
        30 => EventNames.HintShown,
        31 => EventNames.ExperimentViewed,
        32 => Amount % 3 == 0 ? EventNames.PromotionClicked : EventNames.PromotionViewed,
        _ => "other",
    };

    private void Properties(Utf8JsonWriter json)
    {
        bool lists = Kind is (>= 5 and <= 13) or 16 or 21 or 28 or 29;
        json.WriteString("product_id", lists ? null : "p" + What);
        json.WriteNumber("quantity", (Amount % 4) + 1);
        if (Kind == 31)
        {
            json.WriteString("experiment_id", "x" + What);
            json.WriteString("variation_id", "v" + (Amount % 3));
        }
        if (Kind == 32) json.WriteString("promotion_id", "b" + (What % 2));
        if (Kind is >= 22 and <= 25) Staff(json);
        if (Kind is 4 or 27 && Amount % 3 > 0) json.WriteString("wishlist_id", "w" + (Amount % 3));
        if (Kind == 4 && Amount % 4 == 0) json.WriteString("wishlist_name", "name " + Amount);
        if (Kind == 30) json.WriteString("hint_id", "h" + What);
        // Some lists were put there by nobody here.
        if (Kind == 16) json.WriteString("decision_id", Amount == 9 ? "d-other" : Decision);
        if (Kind <= 3 && Amount % 3 == 0) json.WriteString("cart_id", "c" + Device);
        if (!lists) return;
        if (Amount % 4 == 1) json.WriteString("coupon", "C" + Amount);
        if (Amount % 4 == 2) Number(json, "discount", Amount);
        // The shop's page and its server tell of the same order, each in its own words.
        if (What > 0) json.WriteString("order_id", "o" + (What % 3));
        if (Amount % 3 == 1) json.WriteString("estimated_delivery_at", EventCodec.Text(Start.AddDays(Amount)));
        if (Amount > 2) Number(json, Kind == 12 ? "total" : "revenue", Amount);
        json.WriteString("currency", Amount % 2 == 0 ? "EUR" : "eur");
        json.WriteStartArray("products");
        for (int line = 0; line < Amount % 3; line++)
        {
            json.WriteStartObject();
            json.WriteString("product_id", "p" + ((What + line) % 4));
            Number(json, "price", Amount + line);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void Staff(Utf8JsonWriter json)
    {
        json.WriteString("tag", "Tag " + What);
        json.WriteString("note_id", "n" + What);
        json.WriteString("text", "Σημείωση " + Amount);
        if (Amount % 2 == 0) json.WriteString("expires", EventCodec.Text(Start.AddDays(Amount)));
        json.WriteString("tier", "tier " + What);
        Number(json, "points", Amount);
    }

    private void Traits(Utf8JsonWriter json)
    {
        if (Kind is not (8 or 9)) return;
        if (Amount == 0) json.WriteNull("t" + What);
        else Number(json, "t" + What, Amount);
        json.WriteString("locale", "فارسی" + Amount);
    }

    private void Context(Utf8JsonWriter json)
    {
        if (Amount % 4 == 3) Origins[What % Origins.Length].Write(json);
        if (Amount % 5 == 1) json.WriteString("channel", "channel " + What);
        if (Amount % 3 == 0) json.WriteString("timezone", "Europe/" + What);
        if (Amount % 3 == 1) json.WriteString("locale", "el-" + What);
        if (Amount % 4 == 3) json.WriteBoolean("gpc", true);
        if (What == 1)
        {
            json.WriteStartObject("consent");
            json.WriteString("ad_storage", Amount % 2 == 0 ? "granted" : "denied");
            json.WriteEndObject();
        }
        json.WriteStartObject("location");
        json.WriteString("country", "GE" + Amount);
        json.WriteEndObject();
    }

    private static void Number(Utf8JsonWriter json, string name, int place)
    {
        json.WritePropertyName(name);
        json.WriteRawValue(Amounts[place % Amounts.Length]);
    }
}
