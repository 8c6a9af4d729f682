using Personalization.Events;
using Personalization.Functions.Messages;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Profiles;

namespace Personalization.Functions.Insights.People;

/// <summary>A message to a person as far as a list tells of it.</summary>
internal readonly record struct ListedMessage(string Id, MessageChannel Channel, DateTimeOffset At, OfferAnswer? Answer = null);

/// <summary>Messages to people: the marketing messages of the last month, by the person's own history.</summary>
/// <param name="histories">What people were sent.</param>
/// <param name="deliveries">What became of it.</param>
/// <param name="archive">The messages themselves.</param>
public sealed class PersonMessages(MergedHistories histories, IDeliveryStore deliveries, IMessageArchive archive)
{
    /// <summary>Those sent and those that wait, newest first.</summary>
    internal async Task<IReadOnlyList<ListedMessage>> ListAsync(PersonKey person, CancellationToken cancellationToken)
    {
        PersonHistory history = (await histories.LoadAsync(person, cancellationToken)).History;
        Dictionary<string, OfferAnswer> answers = history.Answers.ToDictionary(one => one.Message, StringComparer.Ordinal);
        return
        [
            .. history.Sent.Select(one => new ListedMessage(one.Id, one.Channel, one.At, answers.TryGetValue(one.Id, out OfferAnswer answer) ? answer : null))
                .Concat(history.Waiting.Select(one => new ListedMessage(one.Request.Id, one.Request.Channel, one.Request.CreatedAt)))
                .OrderByDescending(one => one.At).ThenByDescending(one => one.Id, StringComparer.Ordinal),
        ];
    }

    /// <summary>What became of one, and why.</summary>
    internal async Task<PersonMessageBody> TellAsync(ListedMessage one, CancellationToken cancellationToken)
    {
        Task<StoredDelivery> record = deliveries.LoadAsync(one.Id, cancellationToken);
        OutgoingMessage? kept = await archive.FindAsync(one.Id, cancellationToken);
        DeliveryRecord known = (await record).Record;
        return new PersonMessageBody(
            one.Id, EventCodec.Text(one.At), MessageNames.Of(one.Channel), known.State.ToString().ToLowerInvariant(), kept?.Content.Subject, kept?.Content.Language, AnswerBody.Of(one.Answer), kept?.Journey,
            [.. known.Steps.Select(StepBody.From)]);
    }
}

/// <summary>A message to a person, what became of it, and each decision about it with its reasons.</summary>
internal sealed record PersonMessageBody(
    string Id, string At, string Channel, string State, string? Subject, string? Language, AnswerBody? Answer, string? Journey, IReadOnlyList<StepBody> History);

/// <summary>What the person did with an offer, <c>opened</c> or <c>clicked</c>, and when; null for nothing that is known.</summary>
internal sealed record AnswerBody(string Kind, string At)
{
    public static AnswerBody? Of(OfferAnswer? answer) => answer is { } known ? new AnswerBody(known.Clicked ? "clicked" : "opened", EventCodec.Text(known.At)) : null;
}
