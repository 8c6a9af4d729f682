using Personalization.Messages;
using Personalization.Messages.Delivery;

namespace Personalization.Functions.Journeys;

/// <summary>Knows whether the messages of one journey are still right.</summary>
public interface IJourneyGuard
{
    /// <summary>The journey's name.</summary>
    string Journey { get; }

    /// <summary>Why the message must not go any more, a short code; null while it may.</summary>
    Task<string?> WhyNotAsync(OutgoingMessage message, CancellationToken cancellationToken);
}

/// <summary>Asks the guard of the journey that a message comes from.</summary>
internal sealed class JourneyGuards(IEnumerable<IJourneyGuard> guards) : IMessageGuard
{
    private readonly IJourneyGuard[] guards = [.. guards];

    public async Task<DecisionReason?> WhyNotAsync(OutgoingMessage message, CancellationToken cancellationToken)
    {
        if (guards.FirstOrDefault(one => message.Journey!.StartsWith($"journey-{one.Journey}-", StringComparison.Ordinal)) is not { } guard) return null;
        return await guard.WhyNotAsync(message, cancellationToken) is { } code
            ? new DecisionReason("journey-" + code, "What it speaks of has changed since it was made")
            : null;
    }
}
