using Personalization.Messages;
using Personalization.Messages.Delivery;

namespace Personalization.Simulator.Stores;

/// <summary>Takes every message of a channel and tells of it.</summary>
internal sealed class CarriedMessages(MessageChannel channel, Action<OutgoingMessage> carried) : IMessageChannel
{
    public MessageChannel Channel => channel;

    public Task<ChannelResult> SendAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        carried(message);
        return Task.FromResult<ChannelResult>(new ChannelResult.Taken(null));
    }
}
