using System.Globalization;
using Personalization.Common;

namespace Personalization.Catalog.Demo;

/// <summary>Somebody who visits the demo shop.</summary>
internal sealed record DemoShopper
{
    public required int Number { get; init; }

    public required string UserId { get; init; }

    public required string AnonymousId { get; init; }

    public required DemoKind Kind { get; init; }

    public required DemoCountry Country { get; init; }

    public required TimeZoneInfo TimeZone { get; init; }

    public required string FirstName { get; init; }

    /// <summary>Weight of each hour of the shopper's own day.</summary>
    public required IReadOnlyList<int> Hours { get; init; }

    /// <summary>Weight of each category, in the order of the data.</summary>
    public required IReadOnlyDictionary<string, double> Taste { get; init; }

    /// <summary>Colour that is chosen more often, in English.</summary>
    public required string Colour { get; init; }

    /// <summary>How fast consumables are used up; 1 is average.</summary>
    public required double Pace { get; init; }

    /// <summary>True for those who sign in when they come, not only when they pay.</summary>
    public required bool SignsIn { get; init; }

    /// <summary>True for those who want to hear of offers.</summary>
    public required bool Consents { get; init; }

    public static DemoShopper Create(DemoData data, int seed, int number, DemoChance chance)
    {
        DemoCountry country = chance.Pick(data.Countries, one => one.Share);
        DemoKind kind = chance.Pick(data.Kinds, one => one.Share);
        DemoCategory favourite = chance.Pick(data.Categories);
        DemoCategory second = chance.Pick(data.Categories);
        string name = number.ToString("0000", CultureInfo.InvariantCulture);
        return new DemoShopper
        {
            Number = number,
            UserId = $"shopper-{name}",
            AnonymousId = "visit-" + StableHash.Hex($"demo {seed} visitor {number}", 16),
            Kind = kind,
            Country = country,
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById(country.TimeZone),
            FirstName = chance.Pick(country.FirstNames),
            Hours = chance.Pick([.. data.Hours.OrderBy(hours => hours.Key, StringComparer.Ordinal)]).Value,
            Taste = data.Categories.ToDictionary(one => one.Name, one => one == favourite ? 9.0 : one == second ? 4.0 : 1.0),
            Colour = chance.Pick(data.Colours).Names["en"],
            Pace = 0.7 + (0.6 * chance.Unit()),
            SignsIn = kind.ChecksOut > 0 && chance.Happens(55),
            Consents = chance.Happens(70),
        };
    }
}
