using System.Text.Json;
using Personalization.Common;
using Personalization.Events;

namespace Personalization.Profiles.Pos;

/// <summary>What tills tell, as events of the ordinary pipeline. A receipt of a store has the same message id whenever it is sent: it counts once.</summary>
public static class PosLines
{
    /// <summary>Where such events come from, and the kind of their provenance.</summary>
    public const string Source = "pos";

    /// <summary>The canonical line of an event.</summary>
    public static ReadOnlyMemory<byte> Line(PosEvent said, DateTimeOffset receivedAt)
    {
        (PersonKey person, string? device) = Ids(said);
        EventDraft draft = new(IdOf(said), EventType.Track, NameOf(said.Kind), person.IsUser ? person.Id : null, device, said.At, receivedAt, Source);
        void Write(Utf8JsonWriter json) => Properties(json, said);
        void Surround(Utf8JsonWriter json) => Context(json, said.Store, said.Person);
        // A known person and the device together say that they are one; an address alone names its person.
        return person.IsUser && device is not null ? EventCodec.Line(draft, Write, context: Surround) : PersonEvents.Line(person, draft, Write, context: Surround);
    }

    /// <summary>The id of the event, by which it is known again.</summary>
    public static string IdOf(PosEvent said) => "pos-" + StableHash.Hex($"{said.Store.Id}\n{said.Kind}\n{said.Receipt}");

    /// <summary>The id of a sale's order: the receipts of two stores may have the same number.</summary>
    public static string OrderIdOf(PhysicalStore store, string receipt) => $"pos-{store.Id}-{receipt}";

    /// <summary>Writes where it happened into a context.</summary>
    internal static void Context(Utf8JsonWriter json, PhysicalStore store, PosPerson person)
    {
        json.WriteStartObject("store");
        json.WriteString("id", store.Id);
        if (store.Name is { } name) json.WriteString("name", name);
        json.WriteEndObject();
        if (person.Email is not null || person.Phone is not null)
        {
            json.WriteStartObject("traits");
            if (person.Email is { } email) json.WriteString("email", email);
            if (person.Phone is { } phone) json.WriteString("phone", phone);
            json.WriteEndObject();
        }
        new Provenance(Source, store.Id).Write(json);
    }

    private static string NameOf(PosKind kind) => kind switch
    {
        PosKind.Sale => EventNames.OrderCompleted,
        PosKind.Refund => EventNames.OrderRefunded,
        _ => EventNames.ProductScanned,
    };

    // A card is a device until an identify call says whose it is. What a till takes down beside an id is a trait and joins nobody: it may be misheard.
    private static (PersonKey Person, string? Device) Ids(PosEvent said)
    {
        PosPerson person = said.Person;
        string? device = person.AnonymousId ?? (person.LoyaltyId is { } card ? "loyalty-" + card : null);
        if (person.UserId is { } userId) return (PersonKey.User(userId), device);
        if (device is not null) return (PersonKey.Anonymous(device), device);
        if (person.Email is { } email) return (PersonKey.Of(new Identifier(IdentifierType.Email, email)), null);
        if (person.Phone is { } phone) return (PersonKey.Of(new Identifier(IdentifierType.Phone, phone)), null);
        return (PersonKey.Anonymous("receipt-" + StableHash.Hex($"{said.Store.Id}\n{said.Of ?? said.Receipt}")), null);
    }

    private static void Properties(Utf8JsonWriter json, PosEvent said)
    {
        json.WriteString("store_id", said.Store.Id);
        if (said.Till is { } till) json.WriteString("till", till);
        if (said.Kind is PosKind.Scan)
        {
            Product(json, said.Lines[0]);
            return;
        }
        decimal? sum = said.Lines.Any(line => line.Price is not null) ? said.Lines.Sum(line => line.Quantity * (line.Price ?? 0)) : null;
        json.WriteString("order_id", OrderIdOf(said.Store, said.Of ?? said.Receipt));
        json.WriteString("receipt", said.Receipt);
        json.WriteString("affiliation", said.Store.Name ?? said.Store.Id);
        if ((said.Total ?? sum) is { } total) json.WriteNumber("total", total);
        if (said.Discount is { } discount) json.WriteNumber("discount", discount);
        if (said.Currency is { } currency) json.WriteString("currency", currency);
        if (said.Coupon is { } coupon) json.WriteString("coupon", coupon);
        json.WriteStartArray("products");
        foreach (OrderLine line in said.Lines)
        {
            json.WriteStartObject();
            Product(json, line);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Product(Utf8JsonWriter json, OrderLine line)
    {
        json.WriteString("product_id", line.ProductId);
        json.WriteNumber("quantity", line.Quantity);
        if (line.Price is { } price) json.WriteNumber("price", price);
    }
}
