using System.Text.Json.Serialization;

namespace Personalization.Assistant.Conversations;

/// <summary>Conversations as JSON; storage format.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(Conversation))]
public sealed partial class ConversationCodec : JsonSerializerContext;
