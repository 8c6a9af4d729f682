using System.Globalization;
using System.Runtime.InteropServices;
using Personalization.Catalog;
using Personalization.Common;
using Personalization.Recommendations.Shelves;

namespace Personalization.Recommendations.Creatives;

/// <summary>What decided on a creative.</summary>
internal enum CreativeGround
{
    /// <summary>What the viewer has dealt with.</summary>
    Taste,

    /// <summary>Whoever saw it clicked it more often than others.</summary>
    ClickRate,

    /// <summary>Nothing: viewers are spread evenly.</summary>
    Spread,
}

/// <summary>The creative that a viewer is shown. The same viewer and product always have the same.</summary>
/// <param name="Place">Its place among the product's.</param>
/// <param name="Ground">What decided.</param>
/// <param name="Strength">How much of the viewer's dealings its tags have, or its smoothed click rate.</param>
internal readonly record struct CreativeChoice(int Place, CreativeGround Ground, double Strength)
{
    // A creative is credited with so many views at the rate of all of the product's: a handful of clicks is no proof.
    private const double Credit = 100;

    /// <summary>Why, for auditors.</summary>
    public string Why => Ground switch
    {
        CreativeGround.Taste => string.Create(CultureInfo.InvariantCulture, $"its tags match best what the visitor has dealt with: {Strength:0.####}"),
        CreativeGround.ClickRate => string.Create(CultureInfo.InvariantCulture, $"the best smoothed click rate of those that match equally: {Strength:0.######}"),
        _ => "those that match equally are spread over visitors by a hash of the person",
    };

    /// <summary>Chooses for all items of a list that have creatives.</summary>
    public static void MakeFor(List<Candidate> items, Worktable table)
    {
        if (table.Parts.Creatives is null) return;
        CreativeViewer? viewer = null;
        foreach (ref Candidate item in CollectionsMarshal.AsSpan(items))
            if (table.Parts.Json[item.Product].Creatives is not null && (viewer ??= CreativeViewer.Of(table)).ChoiceFor(item.Product) is { } choice)
                item = item with { Creative = choice.Place };
    }

    /// <summary>Chooses by taste; among equals by click rate where counts are there; among equals by person.</summary>
    /// <param name="product">A product with creatives.</param>
    /// <param name="tags">The tags of each.</param>
    /// <param name="taste">What the viewer has dealt with.</param>
    /// <param name="person">Who the viewer is; null for nobody in particular.</param>
    public static CreativeChoice Of(Product product, CreativeTag[][] tags, Taste taste, string? person)
    {
        IReadOnlyList<Creative> creatives = product.Creatives!;
        Span<int> equal = stackalloc int[Creative.Most];
        Span<double> values = stackalloc double[tags.Length];
        for (int place = 0; place < tags.Length; place++)
        {
            equal[place] = place;
            foreach (ref readonly CreativeTag tag in tags[place].AsSpan()) values[place] += taste.ShareOf(tag) / 10_000d;
        }
        equal = Best(equal[..tags.Length], values);
        if (equal.Length == 1 && values[equal[0]] > 0) return new CreativeChoice(equal[0], CreativeGround.Taste, values[equal[0]]);
        double shown = creatives.Sum(creative => (double)creative.Shown);
        if (shown > 0)
        {
            double usual = creatives.Sum(creative => (double)creative.Clicked) / shown;
            foreach (int place in equal) values[place] = (creatives[place].Clicked + (Credit * usual)) / (creatives[place].Shown + Credit);
            equal = Best(equal, values);
            if (equal.Length == 1) return new CreativeChoice(equal[0], CreativeGround.ClickRate, values[equal[0]]);
        }
        return new CreativeChoice(equal[(int)(StableHash.Of($"{person}\n{product.ProductId}") % (uint)equal.Length)], CreativeGround.Spread, 0);
    }

    /// <summary>Those of the places with the highest value, in front.</summary>
    private static Span<int> Best(Span<int> places, ReadOnlySpan<double> values)
    {
        double highest = double.MinValue;
        foreach (int place in places) highest = Math.Max(highest, values[place]);
        int count = 0;
        foreach (int place in places)
            if (values[place] == highest) places[count++] = place;
        return places[..count];
    }
}
