using System.Text.Json;
using Personalization.Common;
using Personalization.Events;
using Personalization.Simulator.World;

namespace Personalization.Simulator.Shoppers;

/// <summary>Pieces of a product in somebody's hands, at the price of that moment.</summary>
internal sealed record Piece(string ProductId, string Name, decimal Price, int Quantity);

/// <summary>Writes what somebody does as events. Each has an id that the person's number and its own make.</summary>
internal sealed class EventWriter(string seed, string anonymousId, Place place)
{
    private readonly List<Fact> facts = [];
    private int number;

    /// <summary>Set once the person has said who it is.</summary>
    public string? UserId { get; set; }

    public IReadOnlyList<Fact> Facts => facts;

    /// <summary>Something done, known to the shop at once.</summary>
    public void Did(DateTimeOffset at, string name, Action<Utf8JsonWriter> properties) => Add(at, EventType.Track, name, properties, null);

    /// <summary>Something said of oneself.</summary>
    public void Said(DateTimeOffset at, Action<Utf8JsonWriter> traits) => Add(at, EventType.Identify, null, null, traits);

    /// <summary>The last event comes later than it happened.</summary>
    public void ComesLate(TimeSpan by) => facts[^1] = facts[^1] with { At = facts[^1].At + by };

    /// <summary>The last event comes once more.</summary>
    public void ComesAgain(TimeSpan after) => facts.Insert(facts.Count - 1, facts[^1] with { At = facts[^1].At + after });

    public static void Products(Utf8JsonWriter json, IEnumerable<Piece> pieces)
    {
        json.WriteString("currency", "EUR");
        json.WriteStartArray("products");
        foreach (Piece piece in pieces)
        {
            json.WriteStartObject();
            Product(json, piece);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    public static void Product(Utf8JsonWriter json, Piece piece)
    {
        json.WriteString("product_id", piece.ProductId);
        json.WriteString("name", piece.Name);
        json.WriteNumber("price", piece.Price);
        json.WriteNumber("quantity", piece.Quantity);
    }

    private void Add(DateTimeOffset at, EventType type, string? name, Action<Utf8JsonWriter>? properties, Action<Utf8JsonWriter>? traits)
    {
        DateTimeOffset time = at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMillisecond));
        EventDraft draft = new("s" + StableHash.Hex($"{seed} {anonymousId} {number++}"), type, name, UserId, anonymousId, time, time, "simulation");
        facts.Add(new Fact(time, EventCodec.Line(draft, properties, traits, Context)));
    }

    private void Context(Utf8JsonWriter json)
    {
        json.WriteString("locale", place.Locale);
        json.WriteString("timezone", place.TimeZone);
        json.WriteStartObject("location");
        json.WriteString("country", place.Country);
        json.WriteEndObject();
    }
}
