using System.Collections.Immutable;
using Personalization.Catalog;
using Personalization.Profiles;

namespace Personalization.Segments;

/// <summary>The parts of a profile's history that a question looks at.</summary>
internal static class History
{
    public static bool IsWhole(Window window) => window is { Within: null, SinceEntry: false, From: null, Until: null };

    public static bool Stands(Order order) => order is { Said: not null, CancelledAt: null };

    /// <summary>What was done with products in that time, newest first.</summary>
    public static IEnumerable<Interaction> Of(PersonFacts facts, Window window, DateTimeOffset now)
    {
        DateTimeOffset from = From(facts, window, now);
        return facts.Profile.Interactions.TakeWhile(one => one.At >= from).Where(one => one.At <= now && !(one.At >= window.Until) && !AtEntry(one.At, facts, window));
    }

    public static IEnumerable<Order> Orders(PersonFacts facts, Window window, DateTimeOffset now)
    {
        DateTimeOffset from = From(facts, window, now);
        return facts.Profile.Orders.Where(order => Stands(order) && order.PlacedAt >= from && order.PlacedAt <= now && !(order.PlacedAt >= window.Until) && !AtEntry(order.PlacedAt, facts, window));
    }

    public static int Visits(PersonFacts facts, VisitTest test, DateTimeOffset now)
    {
        DateTimeOffset order = test.SinceOrder ? facts.Profile.Orders.FirstOrDefault(Stands)?.PlacedAt ?? DateTimeOffset.MinValue : DateTimeOffset.MinValue;
        int visits = 0;
        DateTimeOffset? later = null;
        foreach (Interaction one in Of(facts, test.Window, now).TakeWhile(one => one.At > order))
        {
            if (later is null || later - one.At > VisitTest.Gap) visits++;
            later = one.At;
        }
        return visits;
    }

    /// <summary>Whether a product is one that a question is about.</summary>
    public static bool Has(this ProductScope scope, string productId, PersonFacts facts)
    {
        if (!scope.Products.IsEmpty && !scope.Products.Contains(productId) && !(scope.Products.Contains(ProductScope.Subject) && productId == facts.Subject)) return false;
        if (scope.Categories.IsEmpty && scope.Brands.IsEmpty) return true;
        if (facts.Catalog.Find(productId) is not { } product) return false;
        Product? subject = facts.Subject is { } id ? facts.Catalog.Find(id) : null;
        return (scope.Categories.IsEmpty || Named(scope.Categories, subject?.Category).Any(name => IsBelow(product.Category, name)))
            && (scope.Brands.IsEmpty || Named(scope.Brands, subject?.Brand).Any(name => string.Equals(product.Brand, name, StringComparison.OrdinalIgnoreCase)));
    }

    private static IEnumerable<string> Named(ImmutableArray<string> names, string? subject) =>
        names.Select(name => name == ProductScope.Subject ? subject : name).OfType<string>();

    private static bool IsBelow(string? category, string name) =>
        category is not null && category.StartsWith(name, StringComparison.OrdinalIgnoreCase)
        && (category.Length == name.Length || category.AsSpan(name.Length).StartsWith(" / ", StringComparison.Ordinal));

    // What brought the person in is no answer to what they did since.
    private static bool AtEntry(DateTimeOffset at, PersonFacts facts, Window window) => window.SinceEntry && at <= facts.EnteredAt;

    private static DateTimeOffset From(PersonFacts facts, Window window, DateTimeOffset now)
    {
        DateTimeOffset from = window.Within is { } span && span < now - DateTimeOffset.MinValue ? now - span : DateTimeOffset.MinValue;
        if (window.From > from) from = window.From.Value;
        return window.SinceEntry && facts.EnteredAt > from ? facts.EnteredAt.Value : from;
    }
}
