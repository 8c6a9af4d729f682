using System.Text.Json;
using Personalization.Events;

namespace Personalization.Profiles;

/// <summary>Ids of orders.</summary>
public static class OrderIds
{
    /// <summary>The id by which a profile knows the order that an event is about; null for an event without properties.</summary>
    public static string? Of(ShopEvent shopEvent) => shopEvent.Properties.ValueKind is JsonValueKind.Object ? OrderReader.IdOf(shopEvent) : null;
}
