using Microsoft.Extensions.Logging;
using Personalization.Common;
using Personalization.Events;
using Personalization.Functions.Messages;
using Personalization.Functions.Profiles;
using Personalization.Journeys;
using Personalization.Messages;
using Personalization.Messages.Delivery;
using Personalization.Messages.Templates;
using Personalization.Profiles;

namespace Personalization.Functions.Journeys;

/// <summary>Performs what journeys decide, each act once in effect however often it is tried.</summary>
/// <param name="sender">Sends templates.</param>
/// <param name="delivery">Delivers messages.</param>
/// <param name="profiles">Tells who somebody has turned out to be.</param>
/// <param name="events">Takes events.</param>
/// <param name="time">The clock.</param>
/// <param name="log">The log.</param>
public sealed class JourneyActor(
    MessageSender sender, MessageDelivery delivery, ProfileUpdater profiles, IEventQueue events, TimeProvider time, ILogger<JourneyActor> log)
{
    private static readonly DecisionReason TakenBack = new("taken-back", "The journey that sent it no longer wants it");

    /// <summary>Performs an act. Throws where trying again may help.</summary>
    /// <returns>Why it came to nothing and always will; null when it did not.</returns>
    public async Task<string?> PerformAsync(JourneyStep step, CancellationToken cancellationToken)
    {
        PersonKey person = (await profiles.ResolveAsync(new PersonKey(step.Person), cancellationToken)).Profile.Key;
        switch (step.Act)
        {
            case SendMessage message:
                return await SendAsync(step, message, person, cancellationToken);
            case CallWebhook call:
                await delivery.SubmitAsync(Call(step, call, person), cancellationToken);
                return null;
            case SetTag tag:
                if (!await events.TryEnqueueAsync([Tag(step, tag, person)], cancellationToken)) throw new IOException("Too many events wait already");
                return null;
            case SeeVariant seen:
                if (!await events.TryEnqueueAsync([See(step, seen, person)], cancellationToken)) throw new IOException("Too many events wait already");
                return null;
            case Cancel cancel:
                await delivery.CancelAsync(Id(step, cancel.Step), person, TakenBack, cancellationToken);
                return null;
            default:
                throw new NotSupportedException($"Nobody knows how to perform {step.Act.GetType().Name}");
        }
    }

    private async Task<string?> SendAsync(JourneyStep step, SendMessage message, PersonKey person, CancellationToken cancellationToken)
    {
        SendRequest request = new(
            Id(step, message.Step), person, message.Channel, message.Template, message.Model, null, TimeSpan.FromHours(message.ValidForHours), message.Priority, message.AtBestHour)
        {
            Journey = step.InstanceId, Subject = message.Subject, Products = message.Products,
        };
        if ((await sender.SendAsync(request, cancellationToken)).Problem is not { } problem) return null;
        log.MessageNotMade(message.Template, problem.Code);
        return $"{message.Step}: {problem.Code}";
    }

    private OutgoingMessage Call(JourneyStep step, CallWebhook call, PersonKey person)
    {
        DateTimeOffset now = time.GetUtcNow();
        return new OutgoingMessage
        {
            Id = Id(step, call.Step), Channel = MessageChannel.Webhook, Purpose = call.Purpose, Person = person, Address = "",
            Content = new RenderedMessage("en", "ltr", call.Kind, null, ""), CreatedAt = now, ExpiresAt = now.AddHours(call.ValidForHours), Data = call.Body,
            Journey = step.InstanceId, Subject = call.Subject,
        };
    }

    // By the person whose journey it is, whoever that turns out to be.
    private static string Id(JourneyStep step, string name) => JourneyIds.Message(step.InstanceId, step.Round, name, new PersonKey(step.Person));

    private ReadOnlyMemory<byte> See(JourneyStep step, SeeVariant seen, PersonKey person)
    {
        DateTimeOffset now = time.GetUtcNow();
        string id = "journey-" + StableHash.Hex($"{step.InstanceId}\n{step.Round}\n{seen.Experiment}\n{seen.Variant}");
        return PersonEvents.Line(person, new EventDraft(id, EventType.Track, EventNames.ExperimentViewed, null, null, now, now, "journeys"), properties: json =>
        {
            json.WriteString("experiment_id", seen.Experiment);
            json.WriteString("variation_id", seen.Variant);
        });
    }

    // The id is that of the act: tried again, it is the same event.
    private ReadOnlyMemory<byte> Tag(JourneyStep step, SetTag tag, PersonKey person)
    {
        DateTimeOffset now = time.GetUtcNow();
        string id = "journey-" + StableHash.Hex($"{step.InstanceId}\n{step.Round}\n{tag.Name}\n{tag.Value.GetRawText()}");
        EventDraft draft = new(id, EventType.Identify, null, null, null, now, now, "journeys");
        return PersonEvents.Line(person, draft, traits: json =>
        {
            json.WritePropertyName(tag.Name);
            tag.Value.WriteTo(json);
        });
    }
}
