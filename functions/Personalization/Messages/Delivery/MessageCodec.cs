using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalization.Messages.Delivery;

/// <summary>Messages, records and histories as stored and queued.</summary>
[JsonSerializable(typeof(QueuedMessage))]
[JsonSerializable(typeof(OutgoingMessage))]
[JsonSerializable(typeof(DeadMessage))]
[JsonSerializable(typeof(DeliveryRecord))]
[JsonSerializable(typeof(PersonHistory))]
[JsonSerializable(typeof(ShopOpens))]
[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
public sealed partial class MessageCodec : JsonSerializerContext
{
    /// <summary>camelCase, letters of every script as they are.</summary>
    public static MessageCodec Json { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        IgnoreReadOnlyProperties = true,
        Converters = { new JsonStringEnumConverter<MessageChannel>(JsonNamingPolicy.CamelCase), new JsonStringEnumConverter<MessagePurpose>(JsonNamingPolicy.CamelCase), new JsonStringEnumConverter<DeliveryState>(JsonNamingPolicy.CamelCase) },
    });
}
