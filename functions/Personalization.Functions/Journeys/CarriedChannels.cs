using Microsoft.Extensions.Options;
using Personalization.Functions.Messages;
using Personalization.Messages;

namespace Personalization.Functions.Journeys;

/// <summary>The channels that the shop has set up.</summary>
/// <param name="All">They.</param>
public sealed record CarriedChannels(IReadOnlyCollection<MessageChannel> All)
{
    internal static CarriedChannels From(IOptions<MessageOptions> options)
    {
        MessageOptions set = options.Value;
        // Where the inbox page shows all that leaves, channels without a provider end there.
        if (set.InboxPage) return new CarriedChannels(Enum.GetValues<MessageChannel>());
        List<MessageChannel> all = [MessageChannel.Inbox];
        if (set.Smtp.Host.Length > 0) all.Add(MessageChannel.Email);
        if (set.SmsUrl is not null) all.Add(MessageChannel.Sms);
        if (set.PushUrl is not null) all.Add(MessageChannel.Push);
        if (set.WebhookUrl is not null) all.Add(MessageChannel.Webhook);
        return new CarriedChannels(all);
    }
}
