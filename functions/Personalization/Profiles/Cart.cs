namespace Personalization.Profiles;

/// <summary>What lies in somebody's cart, as far as the kept interactions tell.</summary>
public static class Cart
{
    /// <summary>Product ids and pieces, in the order in which they were first put in. Buying a product takes it out.</summary>
    public static IReadOnlyList<KeyValuePair<string, int>> Of(Profile profile) => Of(profile.Interactions);

    /// <summary>What these interactions, newest first, leave in a cart.</summary>
    internal static IReadOnlyList<KeyValuePair<string, int>> Of(IReadOnlyList<Interaction> interactions)
    {
        OrderedDictionary<string, int> cart = [];
        foreach (Interaction one in interactions.Reverse())
        {
            int now = cart.GetValueOrDefault(one.ProductId);
            int next = one.Kind switch
            {
                InteractionKind.CartAdd => now + one.Quantity,
                InteractionKind.CartRemove => now - one.Quantity,
                InteractionKind.Purchase => 0,
                _ => now,
            };
            if (next > 0) cart[one.ProductId] = next;
            else cart.Remove(one.ProductId);
        }
        return [.. cart];
    }
}
