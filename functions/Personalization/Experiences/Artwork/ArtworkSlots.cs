using System.Collections.Immutable;
using System.Globalization;
using Personalization.Catalog;
using Personalization.Recommendations;
using Personalization.Recommendations.Creatives;
using Personalization.Recommendations.Shelves;

namespace Personalization.Experiences.Artwork;

/// <summary>Chooses the picture that a product is shown with, and says how likely it was: what came of it tells what other choices would have brought.</summary>
public sealed class ArtworkSlots : IExplainedDecider
{
    /// <inheritdoc/>
    public string Version => "artwork-1";

    /// <inheritdoc/>
    public SlotDecision? Decide(SlotRequest slot, PageRequest page, PageContext context)
    {
        if (Find(slot, page, context) is not { } product) return null;
        if (product.Creatives is not { Count: > 0 } creatives)
            return new SlotDecision(slot, "shop", new SlotReason("own-picture", ""), product.ImageUrl is { } own ? new Picture(null, own, product.Name, 1) : null) { Fallback = "no-creatives" };
        double[] propensities = Propensities(product, context);
        // Where nobody is named there is nobody to draw for: all see the likeliest.
        bool isDrawn = page.Visitor is not null;
        int place = isDrawn ? ArtworkPolicy.Draw(propensities, context.Visitor?.Profile.Key.Value ?? page.Visitor!.Value.Value, product.ProductId, DateOnly.FromDateTime(context.Now.UtcDateTime))
            : Array.IndexOf(propensities, propensities.Max());
        Creative chosen = creatives[place];
        string detail = string.Join(", ", creatives.Index().Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Item.Id} {propensities[one.Index]:0.####}")));
        return new SlotDecision(slot, "artwork", new SlotReason("artwork", "", detail), new Picture(chosen.Id, chosen.ImageUrl, chosen.Title ?? product.Name, isDrawn ? propensities[place] : 1));
    }

    /// <inheritdoc/>
    public ImmutableArray<ConsideredOption> Consider(SlotRequest slot, PageRequest page, PageContext context)
    {
        if (Find(slot, page, context) is not { Creatives: { Count: > 0 } creatives } product) return [];
        double[] propensities = Propensities(product, context);
        return [.. creatives.Index().Select(one => new ConsideredOption("creative:" + one.Item.Id, one.Item.Title ?? one.Item.Id, (int)Math.Round(1000 * propensities[one.Index]), null))];
    }

    private static Product? Find(SlotRequest slot, PageRequest page, PageContext context) => (slot.ProductId ?? page.ProductId) is { } id ? context.Shelf.Catalog.Find(id) : null;

    private static double[] Propensities(Product product, PageContext context)
    {
        Assortment assortment = context.Shelf.Assortment;
        CreativeTag[][]? tags = assortment.Parts.Creatives?.Of(assortment.Find(product.ProductId));
        Taste taste = CreativeViewer.Of(new RecommendationRequest("for_you", null, 1, true), context.Lists).Taste;
        Span<CreativeOption> options = stackalloc CreativeOption[product.Creatives!.Count];
        for (int place = 0; place < options.Length; place++)
        {
            Creative one = product.Creatives[place];
            CreativeCount counted = context.Shelf.Ranking.Creatives.GetValueOrDefault(new CreativeKey(product.ProductId, one.Id));
            double match = 0;
            foreach (CreativeTag tag in tags?[place] ?? []) match += taste.ShareOf(tag) / 10_000d;
            options[place] = new CreativeOption(one.Shown + counted.Shown, one.Clicked + counted.Clicked, Math.Min(1, match));
        }
        return ArtworkPolicy.Propensities(options);
    }

    private sealed class Picture(string? creative, string imageUrl, string title, double propensity) : ISlotContent
    {
        public void Write(PageWriter writer)
        {
            writer.Json.WriteStartObject();
            if (creative is not null) writer.Json.WriteString("creativeId"u8, creative);
            writer.Json.WriteString("imageUrl"u8, imageUrl);
            writer.Json.WriteString("title"u8, title);
            writer.Json.WriteNumber("propensity"u8, Math.Round(propensity, 6));
            writer.Json.WriteEndObject();
        }
    }
}
