using Personalization.Events;

namespace Personalization.Recommendations.Sessions;

/// <summary>
/// Who has said, newest word first, that models which all share are not to learn from them: by a no to analytics or to personalization, or by a
/// browser that asks for privacy where analytics was not granted. The same lines give the same answer, in whatever order and however often they come.
/// </summary>
internal sealed class LearningConsents
{
    private readonly Dictionary<ulong, Said> people = [];

    /// <summary>Whether a line may say something of consent; most say nothing, and that is cheap to see.</summary>
    public static bool MaySpeak(ReadOnlySpan<byte> line) => line.IndexOf("onsent"u8) >= 0 || line.IndexOf("\"gpc\""u8) >= 0;

    /// <summary>Hears what an event says; true where the event itself is not to be learned from.</summary>
    /// <param name="person">Hash or number of its person; null for nobody.</param>
    /// <param name="eventId">Hash of its id.</param>
    /// <param name="shopEvent">The event.</param>
    public bool Hear(ulong? person, ulong eventId, ShopEvent shopEvent)
    {
        Said said = default;
        foreach (ConsentSignal signal in ConsentSignals.Of(shopEvent))
        {
            bool? yes = signal.Value.ValueKind is System.Text.Json.JsonValueKind.String ? signal.Value.GetString() == ConsentSignals.Granted : null;
            Word word = new(shopEvent.Timestamp.UtcTicks, eventId, yes);
            if (signal.Trait == ConsentSignals.Prefix + ConsentSignals.Analytics) said.Analytics = word;
            else if (signal.Trait == ConsentSignals.Prefix + ConsentSignals.Personalization) said.Personalization = word;
            else if (signal.Trait == ConsentSignals.PrivacyControl) said.AsksForPrivacy = true;
        }
        if (person is { } key && said.IsSome) people[key] = people.TryGetValue(key, out Said before) ? before.With(said) : said;
        return said.Denies;
    }

    /// <summary>Those not to be learned from, after all that is one person's has been brought together.</summary>
    /// <param name="endOf">The person that a hash or number belongs to.</param>
    public HashSet<ulong> Denying(Func<ulong, ulong> endOf)
    {
        Dictionary<ulong, Said> whole = [];
        foreach ((ulong key, Said said) in people) whole[endOf(key)] = whole.TryGetValue(endOf(key), out Said before) ? before.With(said) : said;
        return [.. whole.Where(one => one.Value.Denies).Select(one => one.Key)];
    }

    private readonly record struct Word(long At, ulong EventId, bool? Yes)
    {
        public Word Newer(Word other) => (At, EventId).CompareTo((other.At, other.EventId)) >= 0 ? this : other;
    }

    private struct Said
    {
        public Word Analytics;
        public Word Personalization;
        public bool AsksForPrivacy;

        public readonly bool IsSome => this is not { Analytics.At: 0, Personalization.At: 0, AsksForPrivacy: false };

        public readonly bool Denies => Analytics.Yes is false || Personalization.Yes is false || (AsksForPrivacy && Analytics.Yes is not true);

        public readonly Said With(Said other) => new()
        {
            Analytics = Analytics.Newer(other.Analytics), Personalization = Personalization.Newer(other.Personalization), AsksForPrivacy = AsksForPrivacy || other.AsksForPrivacy,
        };
    }
}
