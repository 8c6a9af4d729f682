using Personalization.Common;

namespace Personalization.Messages.Delivery;

/// <summary>An address that takes no messages, or took none for a while. The address itself is not kept.</summary>
/// <param name="Id">Hash of channel and address.</param>
/// <param name="Channel">The channel.</param>
/// <param name="Reason">Why.</param>
/// <param name="At">When that was said, UTC.</param>
/// <param name="Lifted">Whether somebody has taken it back since.</param>
public sealed record Suppression(string Id, MessageChannel Channel, string Reason, DateTimeOffset At, bool Lifted = false)
{
    /// <summary>The id of an address, however it is written.</summary>
    public static string IdOf(MessageChannel channel, string address) => StableHash.Hex($"{MessageNames.Of(channel)}\n{address.Trim().ToLowerInvariant()}", 40);
}

/// <summary>Addresses that take no messages.</summary>
public interface ISuppressionStore
{
    /// <summary>What is known of an address, by its id; null for nothing.</summary>
    Task<Suppression?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Keeps what was said, unless something newer, or as new, is known.</summary>
    Task KeepAsync(Suppression said, CancellationToken cancellationToken);

    /// <summary>The next ones by id.</summary>
    /// <param name="after">The id after which to begin; empty for the first.</param>
    /// <param name="limit">How many at most.</param>
    /// <param name="cancellationToken">Ends it.</param>
    Task<IReadOnlyList<Suppression>> ListAsync(string after, int limit, CancellationToken cancellationToken);
}

/// <summary>What is asked of suppressed addresses again and again.</summary>
public static class Suppressions
{
    /// <summary>Whether the address is known not to take messages.</summary>
    public static async Task<bool> IsSuppressedAsync(this ISuppressionStore store, MessageChannel channel, string address, CancellationToken cancellationToken) =>
        address.Length > 0 && await store.FindAsync(Suppression.IdOf(channel, address), cancellationToken) is { Lifted: false };

    /// <summary>Remembers that the address takes no messages; what was lifted after that time stays lifted.</summary>
    public static Task SuppressAsync(this ISuppressionStore store, MessageChannel channel, string address, string reason, DateTimeOffset at, CancellationToken cancellationToken) =>
        store.KeepAsync(new Suppression(Suppression.IdOf(channel, address), channel, reason, at), cancellationToken);
}
