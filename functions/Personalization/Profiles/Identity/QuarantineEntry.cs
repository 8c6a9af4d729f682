using Personalization.Common;

namespace Personalization.Profiles.Identity;

/// <summary>A link that an event said and a guard did not let through.</summary>
/// <param name="Id">Its id: the same whenever the same is held back again.</param>
/// <param name="From">What was to be merged.</param>
/// <param name="Into">Into what.</param>
/// <param name="Guard">The guard: a name of <see cref="GuardNames"/>.</param>
/// <param name="Why">Why, in words.</param>
/// <param name="MessageId">The event that said it.</param>
/// <param name="At">When it was captured, UTC.</param>
public sealed record QuarantineEntry(string Id, PersonKey From, PersonKey Into, string Guard, string Why, string MessageId, DateTimeOffset At)
{
    /// <summary>The id of what is held back by a guard between the two.</summary>
    public static string IdOf(PersonKey from, PersonKey into, string guard) => StableHash.Hex($"{from.Value}\n{into.Value}\n{guard}", 32);
}

/// <summary>Names of guards. Storage format.</summary>
public static class GuardNames
{
    /// <summary>An id that names nobody.</summary>
    public const string BlockedValue = "blocked-value";

    /// <summary>More ids of a kind than one person has.</summary>
    public const string TooMany = "too-many-ids";

    /// <summary>Two known people.</summary>
    public const string TwoPeople = "two-known-people";

    /// <summary>A device that more than one person signs in on.</summary>
    public const string SharedDevice = "shared-device";

    /// <summary>An address that more than one person claims.</summary>
    public const string ClaimedAddress = "claimed-address";

    /// <summary>A merge of the two was undone, or has been held back before.</summary>
    public const string BlockedPair = "blocked-pair";
}

/// <summary>What is held back, for a merchant to read.</summary>
public interface IQuarantineStore
{
    /// <summary>Keeps an entry; one that is kept already stays as it is.</summary>
    Task AddAsync(QuarantineEntry entry, CancellationToken cancellationToken);

    /// <summary>An entry, or null.</summary>
    Task<QuarantineEntry?> FindAsync(string id, CancellationToken cancellationToken);

    /// <summary>Entries in the order of their ids, from the one after <paramref name="after"/> on.</summary>
    Task<IReadOnlyList<QuarantineEntry>> ListAsync(string? after, int limit, CancellationToken cancellationToken);

    /// <summary>Entries that name the key.</summary>
    Task<IReadOnlyList<QuarantineEntry>> OfAsync(PersonKey key, CancellationToken cancellationToken);

    /// <summary>Takes an entry away; false where there is none.</summary>
    Task<bool> RemoveAsync(string id, CancellationToken cancellationToken);
}
