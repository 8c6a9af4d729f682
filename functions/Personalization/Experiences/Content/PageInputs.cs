using System.Globalization;
using Personalization.Segments;

namespace Personalization.Experiences.Content;

/// <summary>What a page is decided from, in words for auditors.</summary>
public static class PageInputs
{
    /// <summary>By name.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(PageRequest page, PageContext context)
    {
        PageFacts facts = new(page, context, context.Now.UtcDateTime);
        yield return new("permission", context.Visitor is not null ? "personalization" : context.Lists.WhyImpersonal.ToString());
        yield return new("stage", facts.Stage?.Name() ?? "not known");
        yield return new("segments", string.Join(' ', facts.Segments));
        yield return new("cart", facts.Cart is { } cart ? string.Create(CultureInfo.InvariantCulture, $"{cart.Amount} {cart.Currency}") : "not known");
        yield return new("visit", string.Create(CultureInfo.InvariantCulture, $"{page.Visit.Number}, {page.Visit.Seconds} s"));
        yield return new("catalog", context.Shelf.Catalog.Version);
        yield return new("model", context.Shelf.Model.Version);
        yield return new("experiments", context.Experiments.Version);
    }
}
