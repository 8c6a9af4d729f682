using System.Text.Json;
using Personalization.Events;
using Personalization.Profiles;

namespace Personalization.Recommendations.Sessions;

/// <summary>A member of a line that matters to models.</summary>
internal enum LakeField
{
    Other,
    MessageId,
    Type,
    Event,
    UserId,
    AnonymousId,
    PreviousId,
    Timestamp,
    ReceivedAt,
    Properties,
    ProductId,
    Sku,
    OrderId,
    Products,
}

/// <summary>What has been found of a line, or of one of its products, while it is read.</summary>
internal struct LakeFields
{
    private const int Needed = (1 << (int)LakeField.MessageId) | (1 << (int)LakeField.Type) | (1 << (int)LakeField.Timestamp) | (1 << (int)LakeField.ReceivedAt);

    private int seen;

    public LakeFields()
    {
    }

    public LakeText ProductId { get; set; } = LakeText.None;

    public LakeText Sku { get; set; } = LakeText.None;

    public LakeText OrderId { get; set; } = LakeText.None;

    public bool IsAlias { get; private set; }

    /// <summary>True once it is known that the event is none that models learn from.</summary>
    public bool IsOther { get; private set; }

    public readonly bool HasAllNeeded => (seen & Needed) == Needed;

    /// <summary>False for a member that stands there a second time.</summary>
    public bool See(LakeField field)
    {
        int bit = 1 << (int)field;
        if (field is not LakeField.Other && (seen & bit) != 0) return false;
        seen |= bit;
        return true;
    }

    /// <summary>False for a type that there is not.</summary>
    public bool TakeType(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("track"u8) || json.ValueTextEquals("page"u8)) return true;
        IsAlias = json.ValueTextEquals("alias"u8);
        return IsAlias || EventTypes.Parse(json.GetString()) is not null;
    }

    public void TakeEvent(LakeLine line, LakeText name)
    {
        line.Kind = name.IsSome ? KindOf(line[name]) : null;
        IsOther = line.Kind is null;
    }

    public static LakeField OfEvent(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 when name.SequenceEqual("type"u8) => LakeField.Type,
        5 when name.SequenceEqual("event"u8) => LakeField.Event,
        6 when name.SequenceEqual("userId"u8) => LakeField.UserId,
        9 when name.SequenceEqual("messageId"u8) => LakeField.MessageId,
        9 when name.SequenceEqual("timestamp"u8) => LakeField.Timestamp,
        10 when name.SequenceEqual("receivedAt"u8) => LakeField.ReceivedAt,
        10 when name.SequenceEqual("properties"u8) => LakeField.Properties,
        10 when name.SequenceEqual("previousId"u8) => LakeField.PreviousId,
        11 when name.SequenceEqual("anonymousId"u8) => LakeField.AnonymousId,
        _ => LakeField.Other,
    };

    public static LakeField OfProperties(ReadOnlySpan<byte> name) => name.Length switch
    {
        3 when name.SequenceEqual("sku"u8) => LakeField.Sku,
        8 when name.SequenceEqual("products"u8) => LakeField.Products,
        8 when name.SequenceEqual("order_id"u8) => LakeField.OrderId,
        10 when name.SequenceEqual("product_id"u8) => LakeField.ProductId,
        _ => LakeField.Other,
    };

    // A test holds this together with Interactions.
    /// <summary>What an event of that name is, where models learn from it.</summary>
    public static InteractionKind? KindOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("Product Viewed"u8) || name.SequenceEqual("Product Clicked"u8) ? InteractionKind.View
        : name.SequenceEqual("Product Added"u8) || name.SequenceEqual("Wishlist Product Added to Cart"u8) ? InteractionKind.CartAdd
        : name.SequenceEqual("Order Completed"u8) ? InteractionKind.Purchase
        : null;
}
