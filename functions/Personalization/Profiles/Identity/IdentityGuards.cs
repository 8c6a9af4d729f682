using System.Collections.Immutable;
using Personalization.Events;

namespace Personalization.Profiles.Identity;

/// <summary>What protects profiles from being merged wrongly.</summary>
public sealed record IdentityGuards
{
    /// <summary>What a shop gets that says nothing.</summary>
    public static IdentityGuards Default { get; } = new();

    /// <summary>Ids, in small letters, that name nobody: what trackers send where there is nothing to send, and what people type to get past a field.</summary>
    public ImmutableHashSet<string> Blocked { get; init; } =
    [
        "null", "undefined", "none", "nil", "nan", "n/a", "na", "unknown", "anonymous", "anon", "guest", "visitor", "user", "customer", "admin", "test", "true", "false",
        "-", "0", "-1", "(not set)", "[object object]", "unidentified", "not authenticated",
    ];

    /// <summary>Names before the @ of e-mail addresses that name nobody.</summary>
    public ImmutableHashSet<string> BlockedMailboxes { get; init; } = ["test", "null", "undefined", "none", "noreply", "no-reply", "donotreply", "anonymous", "guest", "example"];

    /// <summary>How many ids of each kind one person may have.</summary>
    public ImmutableDictionary<IdentifierType, int> Most { get; init; } = ImmutableDictionary<IdentifierType, int>.Empty
        .Add(IdentifierType.UserId, 1).Add(IdentifierType.Email, 5).Add(IdentifierType.Phone, 5).Add(IdentifierType.AnonymousId, 100);

    /// <summary>From how many people on who signed in on it a device counts as shared.</summary>
    public int SharedDeviceUsers { get; init; } = 3;

    /// <summary>True for an id that names nobody.</summary>
    public bool IsBlocked(PersonKey key)
    {
        string id = key.Id.Trim().ToLowerInvariant();
        if (Blocked.Contains(id)) return true;
        // 00000000-0000-0000-0000-000000000000, xxxxxxxx, ---
        char[] apart = [.. id.Where(char.IsLetterOrDigit).Distinct().Take(2)];
        if (apart is [] or ['0'] || (apart is ['x'] && id.Length > 3)) return true;
        return key.Type is IdentifierType.Email && BlockedMailboxes.Contains(id[..id.IndexOf('@')]);
    }
}
