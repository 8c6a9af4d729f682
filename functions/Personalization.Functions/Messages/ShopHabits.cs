using Personalization.Functions.Storage;
using Personalization.Messages.Delivery;
using Personalization.Messages.Timing;

namespace Personalization.Functions.Messages;

/// <summary>The shop's opens, read at most every five minutes.</summary>
internal sealed class ShopHabits(IShopOpensStore store, TimeProvider time) : IShopHabits, IDisposable
{
    private readonly Refreshed<ShopOpens> opens = new(time, TimeSpan.FromMinutes(5), async (_, token) => (await store.LoadAsync(token)).Opens);

    public async ValueTask<OpenHours> OpensAsync(CancellationToken cancellationToken) => (await opens.GetAsync(cancellationToken)).Hours;

    public void Dispose() => opens.Dispose();
}
