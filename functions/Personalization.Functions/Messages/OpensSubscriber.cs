using System.Text.Json;
using Personalization.Common;
using Personalization.Events;
using Personalization.Functions.Http;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Profiles;

namespace Personalization.Functions.Messages;

/// <summary>Learns from opened messages when people open them: each person by themselves, and from a sample of all opens the shop's people together.</summary>
internal sealed class OpensSubscriber(IHistoryStore histories, IShopOpensStore shop, IRecipientSource recipients, MessagePolicy policy, TimeProvider time) : IEventSubscriber
{
    private const int Attempts = 20;
    private const int LongestId = 64;
    private static readonly HashSet<string> Names = ["Email Opened", "Email Link Clicked", "Push Notification Tapped"];

    private readonly MergedHistories merged = new(histories);

    public async Task<IReadOnlyCollection<ShopEvent>> FreshAsync(IReadOnlyList<ShopEvent> events, CancellationToken cancellationToken)
    {
        List<ShopEvent> fresh = [];
        IGrouping<PersonKey, ShopEvent>[] people = [.. Opens(events)];
        if (people.Length == 0) return fresh;
        ShopOpens known = (await shop.LoadAsync(cancellationToken)).Opens;
        foreach (IGrouping<PersonKey, ShopEvent> person in people)
        {
            PersonHistory history = (await merged.LoadAsync(person.Key, cancellationToken)).History;
            fresh.AddRange(person.Where(one => !ReferenceEquals(Added(history, [one]), history) || known.Wants(IdOf(one), time.GetUtcNow())));
        }
        return fresh;
    }

    public async Task ApplyAsync(IReadOnlyCollection<ShopEvent> events, CancellationToken cancellationToken)
    {
        IGrouping<PersonKey, ShopEvent>[] people = [.. Opens(events)];
        foreach (IGrouping<PersonKey, ShopEvent> person in people) await merged.ChangeAsync(person.Key, [], history => Added(history, person), cancellationToken);
        if (people.Length > 0) await CountAsync(people, cancellationToken);
    }

    private async Task CountAsync(IGrouping<PersonKey, ShopEvent>[] people, CancellationToken cancellationToken)
    {
        DateTimeOffset now = time.GetUtcNow();
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            StoredShopOpens stored = await shop.LoadAsync(cancellationToken);
            ShopOpens next = stored.Opens;
            foreach (IGrouping<PersonKey, ShopEvent> person in people.Where(one => one.Any(open => stored.Opens.Wants(IdOf(open), now))))
            {
                TimeZoneInfo zone = (await recipients.FindAsync(person.Key, cancellationToken)).ZoneOfOpens(policy);
                next = person.Aggregate(next, (all, open) => all.With(IdOf(open), open.Timestamp, zone, now));
            }
            if (ReferenceEquals(next, stored.Opens) || await shop.TrySaveAsync(stored, next, cancellationToken)) return;
        }
        throw new DeliveryContendedException();
    }

    // The same one where nothing is new, or all of it is older than what is kept.
    private static PersonHistory Added(PersonHistory history, IEnumerable<ShopEvent> events)
    {
        ShopEvent[] all = [.. events];
        PersonHistory next = history.WithOpens(all.Select(one => new OpenedMessage(one.Timestamp, IdOf(one)))).WithAnswers(all.Select(AnswerOf).OfType<OfferAnswer>());
        return next.Opens.SequenceEqual(history.Opens) && next.Answers.SequenceEqual(history.Answers) ? history : next;
    }

    // Providers give back the id that they were handed.
    private static OfferAnswer? AnswerOf(ShopEvent one) =>
        one.Properties.ValueKind is JsonValueKind.Object && (JsonFields.Text(one.Properties, "email_id") ?? JsonFields.Text(one.Properties, "message_id")) is { Length: > 0 and <= LongestId } id
            ? new OfferAnswer(id, one.Timestamp, one.Event is not "Email Opened") : null;

    private static ulong IdOf(ShopEvent open) => StableHash.Of(open.MessageId);

    private static IEnumerable<IGrouping<PersonKey, ShopEvent>> Opens(IEnumerable<ShopEvent> events) =>
        events.Where(one => one.Event is { } name && Names.Contains(name)).GroupBy(PersonKey.Of);
}
