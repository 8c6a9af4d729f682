using System.Collections.Immutable;
using Personalization.Catalog;
using Personalization.Profiles;

namespace Personalization.Privacy;

/// <summary>
/// Keeps what somebody did with products of sensitive categories (health, faith, intimacy: the shop says which) within the visit in which it was
/// done: no later list, and no message, comes from it.
/// </summary>
/// <param name="categories">Names or paths of categories; what lies below one belongs to it.</param>
public sealed class SensitiveCategories(IReadOnlyCollection<string> categories)
{
    /// <summary>After so long without a step a visit is over.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromMinutes(30);

    /// <summary>None.</summary>
    public static SensitiveCategories None { get; } = new([]);

    /// <summary>Whether there are any.</summary>
    public bool Any => categories.Count > 0;

    /// <summary>Whether a product belongs to a sensitive category.</summary>
    public bool IsSensitive(Product? product) => IsSensitive(product?.Category);

    /// <summary>Whether a category is a sensitive one, or lies below one.</summary>
    public bool IsSensitive(string? category) => Any && category is not null && categories.Any(one => IsWithin(category, one));

    /// <summary>The profile without what was done with such products before the present visit; the same one where there is nothing of it.</summary>
    public Profile ForLists(Profile profile, CatalogSnapshot catalog, DateTimeOffset now) => !Any ? profile : Without(profile, catalog, VisitBegan(profile, now));

    private Profile Without(Profile profile, CatalogSnapshot catalog, DateTimeOffset visit)
    {
        bool IsPast(string productId, DateTimeOffset at) => at < visit && IsSensitive(catalog.Find(productId));
        ImmutableArray<Interaction> kept = [.. profile.Interactions.Where(one => !IsPast(one.ProductId, one.At))];
        ImmutableArray<Order> orders = [.. profile.Orders.Select(order => WithoutLines(order, IsPast))];
        return kept.Length == profile.Interactions.Length && orders.SequenceEqual(profile.Orders) ? profile : profile with { Interactions = kept, Orders = orders };
    }

    private static Order WithoutLines(Order order, Func<string, DateTimeOffset, bool> isPast) =>
        order.Said is { } said && said.Lines.Any(line => isPast(line.ProductId, order.PlacedAt))
            ? order with { Said = said with { Lines = [.. said.Lines.Where(line => !isPast(line.ProductId, order.PlacedAt))] } }
            : order;

    private static DateTimeOffset VisitBegan(Profile profile, DateTimeOffset now)
    {
        DateTimeOffset began = now;
        foreach (Interaction one in profile.Interactions)
        {
            if (began - one.At > Silence) return began;
            if (one.At < began) began = one.At;
        }
        return began;
    }

    private static bool IsWithin(string own, string category)
    {
        string[] parts = own.Split(['>', '/'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string[] wanted = category.Split(['>', '/'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        for (int from = 0; from + wanted.Length <= parts.Length; from++)
            if (parts.AsSpan(from, wanted.Length).SequenceEqual(wanted, StringComparer.OrdinalIgnoreCase)) return true;
        return false;
    }
}
