namespace Personalization.Messages;

/// <summary>A way to a person. Names are wire and storage format.</summary>
public enum MessageChannel
{
    /// <summary>E-mail over SMTP.</summary>
    Email = 1,

    /// <summary>Text message.</summary>
    Sms = 2,

    /// <summary>Push notification.</summary>
    Push = 3,

    /// <summary>A signed call of somebody's endpoint: print service, warehouse, postcards.</summary>
    Webhook = 4,

    /// <summary>Kept here, to be read in the shop.</summary>
    Inbox = 5,
}

/// <summary>What a message is for. Names are wire and storage format.</summary>
public enum MessagePurpose
{
    /// <summary>Wants to sell: needs consent, keeps quiet hours and frequency caps.</summary>
    Marketing = 1,

    /// <summary>Belongs to what the person has ordered or asked for: an order confirmation, a password.</summary>
    Transactional = 2,
}

/// <summary>Channels and purposes by their wire names.</summary>
public static class MessageNames
{
    /// <summary>The wire name of a channel.</summary>
    public static string Of(MessageChannel channel) => channel switch
    {
        MessageChannel.Email => "email",
        MessageChannel.Sms => "sms",
        MessageChannel.Push => "push",
        MessageChannel.Webhook => "webhook",
        _ => "inbox",
    };

    /// <summary>The wire name of a purpose.</summary>
    public static string Of(MessagePurpose purpose) => purpose is MessagePurpose.Transactional ? "transactional" : "marketing";

    /// <summary>The channel of that name, or null.</summary>
    public static MessageChannel? Channel(string? name) => Enum.GetValues<MessageChannel>().Cast<MessageChannel?>().FirstOrDefault(one => Of(one!.Value) == name);

    /// <summary>The purpose of that name, or null.</summary>
    public static MessagePurpose? Purpose(string? name) => Enum.GetValues<MessagePurpose>().Cast<MessagePurpose?>().FirstOrDefault(one => Of(one!.Value) == name);
}
