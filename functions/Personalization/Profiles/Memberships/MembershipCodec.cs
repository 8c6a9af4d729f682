using System.Text.Json;
using System.Text.Json.Serialization;

namespace Personalization.Profiles.Memberships;

/// <summary>Memberships as bytes. The format is storage format.</summary>
public static class MembershipCodec
{
    /// <summary>As JSON; null for somebody who was never looked at.</summary>
    public static byte[]? Serialize(ProfileMemberships memberships) =>
        ReferenceEquals(memberships, ProfileMemberships.None) ? null : JsonSerializer.SerializeToUtf8Bytes(memberships, MembershipJson.Default.ProfileMemberships);

    /// <summary>Reads what the method above wrote.</summary>
    public static ProfileMemberships Deserialize(ReadOnlySpan<byte> json) => json.IsEmpty
        ? ProfileMemberships.None
        : JsonSerializer.Deserialize(json, MembershipJson.Default.ProfileMemberships) ?? throw new JsonException("Stored memberships are empty");
}

/// <summary>Source-generated serializers of memberships.</summary>
[JsonSerializable(typeof(ProfileMemberships))]
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class MembershipJson : JsonSerializerContext;
