using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Personalization.Catalog;
using Personalization.Common.Documents;
using Personalization.Events;
using Personalization.Profiles;
using Personalization.Segments;

namespace Personalization.Tests.Segments;

/// <summary>Somebody whose history a test tells, in a small shop.</summary>
internal sealed class Person(string id = "ana")
{
    private int events;

    public static DateTimeOffset Noon { get; } = new(2026, 6, 3, 12, 0, 0, TimeSpan.Zero);

    public static CatalogSnapshot Shop { get; } = new("shop", new Product[]
    {
        new() { ProductId = "tent", Name = "Tent", Category = "Camping / Tents", Brand = "Altaro", Price = 200, Currency = "EUR", Url = "https://shop.example/tent" },
        new() { ProductId = "dome", Name = "Dome", Category = "Camping / Tents", Brand = "Norrfell", Price = 300, Currency = "EUR" },
        new() { ProductId = "stove", Name = "Stove", Category = "Camping / Cooking", Brand = "Altaro", Price = 50, Currency = "EUR" },
        new() { ProductId = "sock", Name = "Sock", Category = "Hiking", Brand = "Kestrel", Price = 10, Currency = "EUR" },
    }.ToFrozenDictionary(product => product.ProductId, StringComparer.Ordinal));

    public Profile Profile { get; private set; } = new() { Key = PersonKey.User(id) };

    public PersonFacts Facts => PersonFacts.Of(Profile, Shop, "UTC");

    public Person Did(string name, DateTimeOffset at, string? product = null, string? properties = null)
    {
        string said = properties ?? (product is null ? "{}" : $$"""{"product_id":"{{product}}"}""");
        return Take(EventType.Track, name, at, said, default);
    }

    public Person Bought(DateTimeOffset at, string product, decimal revenue = 100, string? order = null) =>
        Did(EventNames.OrderCompleted, at, properties: $$"""{"order_id":"{{order ?? $"o{events}"}}","revenue":{{revenue}},"currency":"EUR","products":[{"product_id":"{{product}}"}]}""");

    public Person Says(string traits, DateTimeOffset? at = null) => Take(EventType.Identify, null, at ?? Noon.AddYears(-1), "{}", JsonElement.Parse(traits));

    public bool Is(string yaml, DateTimeOffset? now = null, string? subject = null, DateTimeOffset? entered = null) =>
        ConditionRules.Holds(Read(yaml), Facts with { Subject = subject, EnteredAt = entered }, now ?? Noon);

    public static Condition Read(string yaml)
    {
        DocumentFindings findings = new();
        Condition condition = new ConditionReader(findings, true).Read(DocumentParser.Parse(yaml, findings) ?? throw new InvalidOperationException(findings.All[0].Detail), "");
        Assert.Empty(findings.All);
        return condition;
    }

    private Person Take(EventType type, string? name, DateTimeOffset at, string properties, JsonElement traits)
    {
        ShopEvent shopEvent = new()
        {
            MessageId = $"{id}-{events++}", Type = type, Event = name, UserId = id, Timestamp = at, ReceivedAt = at,
            Properties = JsonElement.Parse(properties), Traits = traits, Line = Encoding.UTF8.GetBytes("{}"),
        };
        Profile = ProfileRules.Apply(Profile, [shopEvent]).Profile;
        return this;
    }
}
