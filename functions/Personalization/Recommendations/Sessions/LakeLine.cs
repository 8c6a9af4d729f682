using System.Text;
using System.Text.Json;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Recommendations.Sessions;

/// <summary>A text among a line's own bytes; <see cref="None"/> where the line does not have it.</summary>
internal readonly record struct LakeText(int Start, int Length)
{
    public static LakeText None { get; } = new(0, -1);

    public bool IsSome => Length >= 0;
}

/// <summary>What models learn from one line of the lake. Used again for line after line.</summary>
internal sealed class LakeLine
{
    private byte[] bytes = new byte[1 << 16];
    private int used;
    private LakeText[] products = new LakeText[64];
    private int productCount;

    public LakeText MessageId { get; set; }

    public LakeText UserId { get; set; }

    public LakeText AnonymousId { get; set; }

    /// <summary>The other id of an alias call.</summary>
    public LakeText PreviousId { get; set; }

    public LakeText OrderId { get; set; }

    /// <summary>What was done, where models learn from it: a view, a cart add or a purchase.</summary>
    public InteractionKind? Kind { get; set; }

    /// <summary>Milliseconds since 1970.</summary>
    public long At { get; set; }

    /// <summary>The products it was done with, in the order of the line.</summary>
    public ReadOnlySpan<LakeText> Products => products.AsSpan(0, productCount);

    public ReadOnlySpan<byte> this[LakeText text] => bytes.AsSpan(text.Start, text.Length);

    /// <summary>Forgets the line before, with room for the texts of one of this length: they are never longer than the line.</summary>
    public void Clear(int lineLength)
    {
        if (bytes.Length < lineLength) bytes = new byte[2 * lineLength];
        (used, productCount, Kind, At) = (0, 0, null, 0);
        MessageId = UserId = AnonymousId = PreviousId = OrderId = LakeText.None;
    }

    /// <summary>Takes what an event says.</summary>
    public void Take(ShopEvent shopEvent)
    {
        (MessageId, UserId, AnonymousId) = (Keep(shopEvent.MessageId), Keep(shopEvent.UserId), Keep(shopEvent.AnonymousId));
        PreviousId = Keep(shopEvent.Type is EventType.Alias ? shopEvent.PreviousId : null);
        At = shopEvent.Timestamp.ToUnixTimeMilliseconds();
        if (shopEvent.Event is not { } name || LakeFields.KindOf(Encoding.UTF8.GetBytes(name)) is null) return;
        foreach (Interaction one in Interactions.Of(shopEvent))
        {
            Kind = one.Kind;
            AddProduct(Keep(one.ProductId));
        }
        if (Kind is not InteractionKind.Purchase) return;
        LakeText order = Keep(Interactions.Text(shopEvent.Properties, "order_id"));
        if (!IsBlank(order)) OrderId = order;
    }

    /// <summary>Keeps the text that the JSON stands at; throws for text that is not Unicode.</summary>
    public LakeText Keep(ref Utf8JsonReader json)
    {
        LakeText text = new(used, json.CopyString(bytes.AsSpan(used)));
        used += text.Length;
        return text;
    }

    public void AddProduct(LakeText id)
    {
        if (productCount == products.Length) Array.Resize(ref products, 2 * products.Length);
        products[productCount++] = id;
    }

    public void RemoveProducts() => productCount = 0;

    /// <summary>Which of a product's texts is its id, by the rule of <see cref="Interactions"/>; none where it has no id.</summary>
    public LakeText ProductId(LakeText productId, LakeText sku)
    {
        LakeText id = IsBlank(productId) ? sku : productId;
        return IsPlain(id) || (!IsBlank(id) && Text(id).Length <= ProfileLimits.ProductIdLength) ? id : LakeText.None;
    }

    public bool IsBlank(LakeText text) => !IsPlain(text) && (!text.IsSome || string.IsNullOrWhiteSpace(Text(text)));

    /// <summary>True for most ids: neither blank nor too long, as their bytes alone show.</summary>
    private bool IsPlain(LakeText id) => id.Length is > 0 and <= ProfileLimits.ProductIdLength && bytes[id.Start] is > (byte)' ' and < 0x80;

    private string Text(LakeText text) => Encoding.UTF8.GetString(this[text]);

    private LakeText Keep(string? text)
    {
        if (text is null) return LakeText.None;
        LakeText kept = new(used, Encoding.UTF8.GetBytes(text, bytes.AsSpan(used)));
        used += kept.Length;
        return kept;
    }
}
