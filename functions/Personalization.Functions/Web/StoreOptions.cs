namespace Personalization.Functions.Web;

/// <summary>Settings of the demo shop, section <c>Store</c>.</summary>
public sealed class StoreOptions
{
    /// <summary>Whether <c>/shop</c> shows the demo shop. It is for trying things out: there is no way to pay.</summary>
    /// <value>Default false.</value>
    public bool Demo { get; set; }

    /// <summary>Name of the write key, among <c>Events:WriteKeys</c>, that the shop's pages send events with.</summary>
    /// <value>Default storefront.</value>
    public string Source { get; set; } = "storefront";
}
