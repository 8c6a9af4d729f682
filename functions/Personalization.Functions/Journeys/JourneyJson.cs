using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Journeys.Carts;
using Personalization.Journeys.Orders;

namespace Personalization.Functions.Journeys;

/// <summary>Source-generated serializers of the settings of journeys, for merchants to read.</summary>
[JsonSerializable(typeof(AbandonedCartSettings))]
[JsonSerializable(typeof(PostPurchaseSettings))]
internal sealed partial class JourneyJson : JsonSerializerContext
{
    public static JourneyJson Settings { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.CamelCase });
}
