using System.Text.Json;
using Personalization.Profiles;

namespace Personalization.Messages;

/// <summary>Where people are reached.</summary>
public static class ContactPoints
{
    /// <summary>Which trait holds the address of a channel; null for channels that need none.</summary>
    public static string? TraitOf(MessageChannel channel) => channel switch
    {
        MessageChannel.Email => "email",
        MessageChannel.Sms => "phone",
        MessageChannel.Push => "pushToken",
        _ => null,
    };

    /// <summary>The address on a channel; empty where none is needed, null where it is not known.</summary>
    public static string? Of(Profile profile, MessageChannel channel) => TraitOf(channel) is { } trait ? Text(profile, trait) : "";

    /// <summary>A trait that is a text and not empty, or null.</summary>
    public static string? Text(Profile profile, string trait) =>
        profile.Traits.TryGetValue(trait, out Trait? known) && known.Value.ValueKind is JsonValueKind.String && known.Value.GetString() is { Length: > 0 } text ? text : null;
}
