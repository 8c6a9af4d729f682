using Personalization.Messages.Delivery;

namespace Personalization.Functions.Tests.Messages;

/// <summary>Leaves messages as they were accepted, for tests without a recommendation engine.</summary>
internal sealed class AsAccepted : IMessageComposer
{
    public ValueTask<OutgoingMessage> ComposeAsync(OutgoingMessage message, CancellationToken cancellationToken) => new(message with { Draft = null });
}
