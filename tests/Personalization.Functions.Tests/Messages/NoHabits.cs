using Personalization.Messages.Delivery;
using Personalization.Messages.Timing;

namespace Personalization.Functions.Tests.Messages;

/// <summary>A shop that knows nothing of its people's hours.</summary>
internal sealed class NoHabits : IShopHabits
{
    public ValueTask<OpenHours> OpensAsync(CancellationToken cancellationToken) => new(OpenHours.None);
}
