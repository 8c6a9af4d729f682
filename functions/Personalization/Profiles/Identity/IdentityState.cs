using System.Collections.Immutable;

namespace Personalization.Profiles.Identity;

/// <summary>
/// How somebody's profile came to be one: what was merged and why, what was undone, and what must not be linked. Stored with the profile, apart from
/// what the profile says. Field names are storage format.
/// </summary>
public sealed record IdentityState
{
    private const int MostUndone = 50;
    private const int MostBlocked = 200;
    private const int MostHandled = 100;

    /// <summary>Nothing merged, nothing blocked.</summary>
    public static IdentityState None { get; } = new();

    /// <summary>The merges in force: one for each key that was taken in. Their pairs make a tree, with the person's own key at its root.</summary>
    public ImmutableArray<MergeRecord> Merges { get; init; } = [];

    /// <summary>Merges that were undone, newest first.</summary>
    public ImmutableArray<MergeRecord> Undone { get; init; } = [];

    /// <summary>Pairs that no event may link.</summary>
    public ImmutableArray<BlockedPair> Blocked { get; init; } = [];

    /// <summary>Known people who signed in on a device where more than one did, by the device's key.</summary>
    public ImmutableSortedDictionary<string, ImmutableSortedSet<string>> SignedIn { get; init; } = ImmutableSortedDictionary.Create<string, ImmutableSortedSet<string>>(StringComparer.Ordinal);

    /// <summary>Keys of devices that many people use: never linked by an event.</summary>
    public ImmutableSortedSet<string> Shared { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Kinds of ids of which there are as many as a person may have, once a merchant was told.</summary>
    public ImmutableSortedSet<string> Full { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Keys that were taken in before parts were kept apart, and the key whose part holds them.</summary>
    public ImmutableSortedDictionary<string, string> Inside { get; init; } = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    /// <summary>Hashes of the merges and un-merges by merchants that were carried out: each counts once, however often it comes.</summary>
    public ImmutableArray<ulong> Handled { get; init; } = [];

    /// <summary>The merge that has closed this profile, until the other one has taken it in.</summary>
    public MergeRecord? Joining { get; init; }

    /// <summary>Those that were taken out of this profile and do not stand on their own yet.</summary>
    public ImmutableArray<Departure> Leaving { get; init; } = [];

    /// <summary>True for a profile of several parts, each of which is kept for itself.</summary>
    public bool HasParts => Merges.Length > 0;

    /// <summary>True when nothing needs to be stored.</summary>
    public bool IsNone => this == None || (Merges.IsEmpty && Undone.IsEmpty && Blocked.IsEmpty && SignedIn.IsEmpty && Shared.IsEmpty && Full.IsEmpty && Inside.IsEmpty
        && Handled.IsEmpty && Joining is null && Leaving.IsEmpty);

    /// <summary>True where a pair with the key is blocked.</summary>
    public bool Blocks(PersonKey other) => Blocked.Any(pair => pair.One == other || pair.Other == other);

    /// <summary>All keys of the person whose own key that is, its own first.</summary>
    public IEnumerable<PersonKey> Keys(PersonKey root) => Merges.Select(merge => merge.From).Prepend(root);

    /// <summary>The key of the part that an event of that key belongs to.</summary>
    public PersonKey PartOf(PersonKey key, PersonKey root) =>
        key == root || Merges.Any(merge => merge.From == key) ? key
        : Inside.TryGetValue(key.Value, out string? part) ? new PersonKey(part)
        : root;

    /// <summary>All keys of others that stand here.</summary>
    public IEnumerable<PersonKey> Mentioned(IReadOnlyCollection<PersonKey> own) => Blocked.SelectMany(pair => new[] { pair.One, pair.Other })
        .Concat(Undone.SelectMany(merge => new[] { merge.From, merge.Into })).Concat(SignedIn.SelectMany(device => device.Value.Append(device.Key)).Select(key => new PersonKey(key)))
        .Distinct().Where(key => !own.Contains(key));

    /// <summary>Without a word of these keys, which are nobody's any more.</summary>
    public IdentityState Without(IReadOnlyCollection<PersonKey> keys)
    {
        if (!Blocked.Any(Names) && !Undone.Any(Tells) && !SignedIn.Any(device => Is(device.Key) || device.Value.Any(Is))) return this;
        return this with
        {
            Blocked = [.. Blocked.Where(pair => !Names(pair))],
            Undone = [.. Undone.Where(merge => !Tells(merge))],
            SignedIn = SignedIn.Where(device => !Is(device.Key)).Select(device => KeyValuePair.Create(device.Key, device.Value.Where(user => !Is(user)).ToImmutableSortedSet(StringComparer.Ordinal)))
                .Where(device => device.Value.Count > 0).ToImmutableSortedDictionary(StringComparer.Ordinal),
        };

        bool Is(string key) => keys.Contains(new PersonKey(key));
        bool Names(BlockedPair pair) => keys.Contains(pair.One) || keys.Contains(pair.Other);
        bool Tells(MergeRecord merge) => keys.Contains(merge.From) || keys.Contains(merge.Into) || (merge is { LinkFrom: { } from, LinkInto: { } into } && (keys.Contains(from) || keys.Contains(into)));
    }

    /// <summary>With a pair blocked; those of an undone merge stay longest.</summary>
    public IdentityState With(BlockedPair pair) => Blocked.Any(pair.IsSame) ? this : this with
    {
        Blocked = [.. Blocked.Add(pair).OrderByDescending(one => one.Reason == BlockedPair.Undone).ThenByDescending(one => one.At).Take(MostBlocked)],
    };

    /// <summary>With a merchant's act carried out.</summary>
    public IdentityState With(ulong handled) => Handled.Contains(handled) ? this : this with { Handled = [.. Handled.Add(handled).TakeLast(MostHandled)] };

    /// <summary>With a merge that is no longer in force.</summary>
    public IdentityState WithUndone(IEnumerable<MergeRecord> undone) => this with
    {
        Undone = [.. undone.Concat(Undone).DistinctBy(one => one.Id).OrderByDescending(one => one.UndoneAt).ThenBy(one => one.Id, StringComparer.Ordinal).Take(MostUndone)],
    };
}

/// <summary>A merge and why it was made.</summary>
/// <param name="Id">Its id: begins with the storage key of what was taken in.</param>
/// <param name="From">What was taken in.</param>
/// <param name="Into">What took it in.</param>
/// <param name="At">When.</param>
/// <param name="By"><c>event</c>, or who of the shop.</param>
/// <param name="Reason">Why, in words.</param>
public sealed record MergeRecord(string Id, PersonKey From, PersonKey Into, DateTimeOffset At, string By, string Reason)
{
    /// <summary>What <see cref="By"/> says of a merge that an event made.</summary>
    public const string ByEvent = "event";

    /// <summary>The event that said so.</summary>
    public string? MessageId { get; init; }

    /// <summary>The two ids that stood in it; null for a merge of profiles by a merchant.</summary>
    public PersonKey? LinkFrom { get; init; }

    /// <inheritdoc cref="LinkFrom"/>
    public PersonKey? LinkInto { get; init; }

    /// <summary>When it was undone; null while it is in force.</summary>
    public DateTimeOffset? UndoneAt { get; init; }

    /// <summary>Who undid it: <c>event</c>, or who of the shop.</summary>
    public string? UndoneBy { get; init; }

    /// <summary>Why it was undone, in words.</summary>
    public string? UndoneReason { get; init; }
}

/// <summary>Two keys that no event may link.</summary>
/// <param name="One">The one.</param>
/// <param name="Other">The other.</param>
/// <param name="Reason">The guard that stood against it, or <see cref="Undone"/>.</param>
/// <param name="At">When.</param>
public sealed record BlockedPair(PersonKey One, PersonKey Other, string Reason, DateTimeOffset At)
{
    /// <summary>A merge of the two was undone.</summary>
    public const string Undone = "undone";

    /// <summary>True for the same two keys.</summary>
    public bool IsSame(BlockedPair pair) => (pair.One == One && pair.Other == Other) || (pair.One == Other && pair.Other == One);
}

/// <summary>Somebody who was taken out of a merged profile, until stored for themselves.</summary>
/// <param name="Root">Their own key.</param>
/// <param name="Parent">The key that their stored pointer names.</param>
/// <param name="State">What is to be stored with their profile.</param>
public sealed record Departure(PersonKey Root, PersonKey Parent, IdentityState State);
