using System.Collections.Immutable;
using Personalization.Messages.Timing;
using Personalization.Profiles;

namespace Personalization.Messages.Delivery;

/// <summary>An opened message.</summary>
/// <param name="At">When, UTC.</param>
/// <param name="EventId">Hash of the event.</param>
public readonly record struct OpenedMessage(DateTimeOffset At, ulong EventId);

/// <summary>What a person did with an offer that was sent.</summary>
/// <param name="Message">The message's id.</param>
/// <param name="At">When, UTC.</param>
/// <param name="Clicked">Whether a link of it was followed; else it was only opened.</param>
public readonly record struct OfferAnswer(string Message, DateTimeOffset At, bool Clicked);

/// <summary>What a person was sent, will be sent and has opened. Field names are storage format.</summary>
public sealed record PersonHistory
{
    private const int MostSent = 200;
    private const int MostWaiting = 100;
    private const int MostOpens = 100;
    private static readonly TimeSpan Remembered = TimeSpan.FromDays(31);

    /// <summary>Marketing messages sent.</summary>
    public ImmutableArray<SentMessage> Sent { get; init; } = [];

    /// <summary>Marketing messages that wait.</summary>
    public ImmutableArray<WaitingMessage> Waiting { get; init; } = [];

    /// <summary>The newest opens.</summary>
    public ImmutableArray<OpenedMessage> Opens { get; init; } = [];

    /// <summary>What the person did with the newest offers: one answer to each, a click before an opening, and the first of equal ones.</summary>
    public ImmutableArray<OfferAnswer> Answers { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>The history that this one was taken into: nothing is added here any more. Null while it stands for itself.</summary>
    public string? MergedInto { get; init; }

    /// <summary>People and devices whose histories were taken in.</summary>
    public ImmutableSortedSet<string> Absorbed { get; init; } = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>What the arbiter asks for.</summary>
    internal MessageHistory Messages => new(Sent, Waiting);

    /// <summary>With opens added; those known already change nothing, in whatever order they come.</summary>
    public PersonHistory WithOpens(IEnumerable<OpenedMessage> more) => this with { Opens = [.. Opens.Concat(more).Distinct().OrderByDescending(open => open.At).ThenByDescending(open => open.EventId).Take(MostOpens)] };

    /// <summary>With answers added; in whatever order they come, and however often.</summary>
    public PersonHistory WithAnswers(IEnumerable<OfferAnswer> more) => this with
    {
        Answers =
        [
            .. Answers.Concat(more).OrderByDescending(one => one.Clicked).ThenBy(one => one.At).DistinctBy(one => one.Message)
                .OrderByDescending(one => one.At).ThenBy(one => one.Message, StringComparer.Ordinal).Take(MostOpens),
        ],
    };

    /// <summary>When the person opens messages.</summary>
    public OpenHours Hours(TimeZoneInfo zone) => Opens.Aggregate(OpenHours.None, (hours, open) => hours.With(open.At, zone));

    /// <summary>With another history taken in, as if all had been one person's from the start.</summary>
    internal PersonHistory TakeIn(PersonHistory other)
    {
        ImmutableArray<SentMessage> sent = [.. Sent.Concat(other.Sent).DistinctBy(one => one.Id).OrderByDescending(one => one.At).Take(MostSent)];
        HashSet<string> gone = [.. sent.Select(one => one.Id)];
        return WithOpens(other.Opens).WithAnswers(other.Answers) with
        {
            Sent = sent,
            Waiting = [.. Waiting.Concat(other.Waiting).DistinctBy(one => one.Request.Id).Where(one => !gone.Contains(one.Request.Id)).OrderBy(one => one.At).Take(MostWaiting)],
            Absorbed = Absorbed.Union(other.Absorbed),
        };
    }

    /// <summary>With the message sent, waiting, or neither.</summary>
    internal PersonHistory With(MessageRequest request, MessageDecision? decision, DateTimeOffset now) => this with
    {
        Sent =
        [
            .. Sent.Where(sent => sent.Id != request.Id && sent.At > now - Remembered)
                .Concat(decision is Send ? [new SentMessage(request.Id, request.Channel, now)] : []).OrderByDescending(sent => sent.At).Take(MostSent),
        ],
        Waiting =
        [
            .. Waiting.Where(waiting => waiting.Request.Id != request.Id && waiting.Request.ExpiresAt > now)
                .Concat(decision is Delay delay ? [new WaitingMessage(request, delay.Until)] : []).OrderBy(waiting => waiting.At).Take(MostWaiting),
        ],
    };
}

/// <summary>A history with the version it is stored under; null before it is stored.</summary>
public sealed record StoredHistory(PersonKey Person, PersonHistory History, string? Version);

/// <summary>Histories of people.</summary>
public interface IHistoryStore
{
    /// <summary>The history, or an empty one.</summary>
    Task<StoredHistory> LoadAsync(PersonKey person, CancellationToken cancellationToken);

    /// <summary>Stores a history in place of the loaded one; false when others have changed it since.</summary>
    Task<bool> TrySaveAsync(StoredHistory loaded, PersonHistory next, CancellationToken cancellationToken);
}
