using System.Collections.Immutable;

namespace Personalization.Profiles.Wishes;

/// <summary>One of somebody's wish lists.</summary>
/// <param name="Id">The shop's id of it; empty for the one of a shop that names none.</param>
/// <param name="Name">What the person calls it, where the events say.</param>
/// <param name="LastChange">When something was last put on it or taken off.</param>
/// <param name="Products">What is on it, the newest first, each with when it was put there.</param>
public sealed record WishList(string Id, string? Name, DateTimeOffset LastChange, ImmutableArray<KeyValuePair<string, DateTimeOffset>> Products)
{
    /// <summary>The id of the list of what was put aside in the cart for later.</summary>
    public const string SavedForLater = "saved-for-later";

    /// <summary>The person's wish lists, the one changed last first, without what was saved for later. Lists that are empty by now are left out.</summary>
    public static ImmutableArray<WishList> Of(Profile profile) => [.. All(profile).Where(list => list.Id != SavedForLater)];

    /// <summary>What was put aside in the cart for later, and not put back into a cart since.</summary>
    public static ImmutableArray<KeyValuePair<string, DateTimeOffset>> SavedOf(Profile profile)
    {
        if (All(profile).FirstOrDefault(list => list.Id == SavedForLater) is not { } saved) return [];
        ILookup<string, Interaction> back = profile.Interactions.Where(one => one.Kind is InteractionKind.CartAdd or InteractionKind.Purchase).ToLookup(one => one.ProductId, StringComparer.Ordinal);
        return [.. saved.Products.Where(one => !back[one.Key].Any(added => added.At > one.Value))];
    }

    private static IEnumerable<WishList> All(Profile profile)
    {
        WishStatement[] said = profile.Wishes.IsDefault ? [.. new WishBuilder(profile).Build()] : [.. profile.Wishes];
        // A shop that takes a product off without naming the list takes it off all of them.
        Dictionary<string, DateTimeOffset> off = said.Where(one => one.Removed && one.ListId.Length == 0).ToDictionary(one => one.ProductId, one => one.At, StringComparer.Ordinal);
        return said.GroupBy(one => one.ListId, StringComparer.Ordinal)
            .Select(list => new WishList(
                list.Key, list.FirstOrDefault(one => one.ListName is not null)?.ListName, list.First().At,
                [.. list.Where(one => !one.Removed && !(off.TryGetValue(one.ProductId, out DateTimeOffset at) && at >= one.At)).Select(one => KeyValuePair.Create(one.ProductId, one.At))]))
            .Where(list => list.Products.Length > 0)
            .OrderByDescending(list => list.LastChange).ThenBy(list => list.Id, StringComparer.Ordinal);
    }
}
