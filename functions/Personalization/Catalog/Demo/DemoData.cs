using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalization.Catalog.Demo;

/// <summary>What the demo shop is made of, from the data file beside this one.</summary>
internal sealed record DemoData(
    int ProductsPerType, string Currency, IReadOnlyList<DemoCategory> Categories,
    IReadOnlyList<IReadOnlyDictionary<string, string>> Series, IReadOnlyList<DemoColour> Colours,
    IReadOnlyList<DemoCountry> Countries, IReadOnlyList<DemoKind> Kinds, IReadOnlyDictionary<string, IReadOnlyList<int>> Hours, IReadOnlyList<DemoCampaign> Campaigns)
{
    public static DemoData Default { get; } = Load();

    private static DemoData Load()
    {
        using Stream stream = typeof(DemoData).Assembly.GetManifestResourceStream("Personalization.Catalog.Demo.shop.json")
            ?? throw new InvalidOperationException("The demo shop is missing from the assembly");
        return JsonSerializer.Deserialize(stream, DemoJson.Default.DemoData)!;
    }
}

/// <summary>A category. Trend says how demand goes: 0 falls, 1 stays, 2 rises.</summary>
internal sealed record DemoCategory(string Name, IReadOnlyList<string> Brands, string Icon, int Trend, IReadOnlyList<DemoType> Types);

/// <summary>A kind of product. Days is after how many days a consumable is used up; 0 for lasting things.</summary>
internal sealed record DemoType(
    string Id, string Group, IReadOnlyDictionary<string, string> Names, IReadOnlyList<int> Price, bool Coloured, int Days,
    IReadOnlyList<string>? GoesWith, IReadOnlyList<string>? Sizes, IReadOnlyList<string>? Materials);

/// <summary>A colour: six hex digits and its names.</summary>
internal sealed record DemoColour(string Hex, IReadOnlyDictionary<string, string> Names);

/// <summary>Where shoppers live; share in percent.</summary>
internal sealed record DemoCountry(string Code, string Locale, string TimeZone, int Share, IReadOnlyList<string> FirstNames);

/// <summary>A way to shop; all but the visits in percent.</summary>
internal sealed record DemoKind(string Name, int Share, IReadOnlyList<int> Visits, int Adds, int ChecksOut, int Completes, int Restocks, int Coupons);

/// <summary>What brings a visitor, in the words of Segment's context.campaign.</summary>
internal sealed record DemoCampaign(string Name, string Source, string Medium);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(DemoData))]
internal sealed partial class DemoJson : JsonSerializerContext;
