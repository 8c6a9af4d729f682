using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using Personalization.Events;
using Personalization.Profiles.Exposures;
using Personalization.Profiles.Feedback;
using Personalization.Profiles.Staff;
using Personalization.Profiles.Timeline;
using Personalization.Profiles.Wishes;

namespace Personalization.Profiles;

/// <summary>
/// What the shop knows of a person or device. A value: equal histories make equal profiles, in whatever order, pieces and repetitions
/// the events arrived. Field names are storage format.
/// <para>
/// The order does show in two cases, which the bounds of <see cref="ProfileLimits"/> bring with them. With more orders than are kept one by
/// one, what comes late about an order that has moved into the totals no longer changes it, except that money paid back is taken off.
/// With more events than are remembered, those older than all remembered ones count as seen.
/// </para>
/// </summary>
public sealed record Profile
{
    /// <summary>Whose profile it is.</summary>
    public required PersonKey Key { get; init; }

    /// <summary>The profile that has taken this one in; then nothing is added here any more.</summary>
    public PersonKey? MergedInto { get; init; }

    /// <summary>Profiles that this one has taken in.</summary>
    public ImmutableSortedSet<string> Absorbed { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>Ids of the devices and browsers that a known person was seen with.</summary>
    public ImmutableSortedSet<string> Devices { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>When the first and the last event happened; null before any.</summary>
    public DateTimeOffset? FirstSeen { get; init; }

    /// <inheritdoc cref="FirstSeen"/>
    public DateTimeOffset? LastSeen { get; init; }

    /// <summary>What is known of the person, by name, with where it comes from.</summary>
    public ImmutableSortedDictionary<string, Trait> Traits { get; init; } = ImmutableSortedDictionary.Create<string, Trait>(StringComparer.Ordinal);

    /// <summary>How often each event happened: track calls by event name, others by type.</summary>
    public ImmutableSortedDictionary<string, long> EventCounts { get; init; } = ImmutableSortedDictionary.Create<string, long>(StringComparer.Ordinal);

    /// <summary>On which of the newest days each event happened that counts apart, by the same names.</summary>
    public ImmutableSortedDictionary<string, DayCounts> EventDays { get; init; } = ImmutableSortedDictionary.Create<string, DayCounts>(StringComparer.Ordinal);

    /// <summary>The newest interactions with products, newest first.</summary>
    public ImmutableArray<Interaction> Interactions { get; init; } = [];

    /// <summary>The newest orders, newest first.</summary>
    public ImmutableArray<Order> Orders { get; init; } = [];

    /// <summary>How many orders are no longer kept one by one.</summary>
    public long OlderOrders { get; init; }

    /// <summary>Hashes of the ids of such orders, so that an event that comes late does not count its order again.</summary>
    public ImmutableSortedSet<ulong> OlderOrderIds { get; init; } = [];

    /// <summary>Revenue of the orders that are no longer kept one by one, by currency.</summary>
    public ImmutableSortedDictionary<string, decimal> OlderRevenue { get; init; } = ImmutableSortedDictionary.Create<string, decimal>(StringComparer.Ordinal);

    /// <summary>What was shown, and what the person said of it.</summary>
    public ProfileFeedback Feedback { get => field ?? ProfileFeedback.None; init; }

    /// <summary>The newest statements about products of wish lists, newest first; see <see cref="WishList.Of"/>. Unset in profiles stored before they were kept.</summary>
    public ImmutableArray<WishStatement> Wishes { get; init; }

    /// <summary>The hints of the assistant's that were shown, the newest first. Unset where none was.</summary>
    public ImmutableArray<ShownHint> HintsShown { get; init; }

    /// <summary>What was seen of experiments, by id; null for nothing.</summary>
    public ImmutableSortedDictionary<string, Exposure>? Experiments { get; init; }

    /// <summary>When banners, pop-ups and offers were last seen, by id; null for none.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset>? Promotions { get; init; }

    /// <summary>What staff say of the person: tags, notes, loyalty.</summary>
    public StaffFacts Staff { get => field ?? StaffFacts.None; init; }

    /// <summary>The newest events, to be read by people; stored apart from the rest.</summary>
    [JsonIgnore]
    public ProfileTimeline Timeline { get; init; } = ProfileTimeline.None;

    /// <summary>Events already taken in; stored apart from the rest.</summary>
    [JsonIgnore]
    public SeenEvents Seen { get; init; } = SeenEvents.None;
}

/// <summary>How a trait is known.</summary>
public enum TraitOrigin
{
    /// <summary>The person said so.</summary>
    Declared = 1,

    /// <summary>Seen in behaviour or technical context.</summary>
    Observed = 2,

    /// <summary>Concluded from other data.</summary>
    Inferred = 3,
}

/// <summary>A value with where it comes from. The newest one wins, on equal times that of the larger event id.</summary>
/// <param name="Value">JSON value; null takes the trait back.</param>
/// <param name="At">When it was said or seen, UTC.</param>
/// <param name="EventId">Hash of the event that said so.</param>
/// <param name="Origin">How it is known.</param>
public sealed record Trait(JsonElement Value, DateTimeOffset At, ulong EventId, TraitOrigin Origin)
{
    /// <summary>Who said so, where, what for and how sure, where the event tells (<see cref="Provenance"/>); null where a storefront said it.</summary>
    public Provenance? Source { get; init; }
}
