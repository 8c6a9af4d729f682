using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Events;
using Personalization.Functions.Http;
using Personalization.Messages;
using Personalization.Messages.Unsubscribing;
using Personalization.Privacy;
using Personalization.Profiles;

namespace Personalization.Functions.Messages;

/// <summary>Ways out: one click by RFC 8058, and the page to choose on. The token says who it is; nobody signs in.</summary>
public sealed class UnsubscribeFunctions
{
    private static readonly Problem Unknown = new(404, "unknown-link", "The link is not one of ours", "Use the link of a mail as it is, without anything cut off.");
    private static readonly Problem Busy = new(503, "busy", "Too much waits already", "Nothing was taken. Send it again.", RetryAfter: TimeSpan.FromSeconds(5));
    private static readonly Problem NoForm = new(415, "not-a-form", "The body is no form", "Send the page's form as it is.");

    private readonly UnsubscribeSigner signer;
    private readonly IEventQueue events;
    private readonly ProfileRecipients recipients;
    private readonly TimeProvider time;

    /// <summary>By its services.</summary>
    public UnsubscribeFunctions(UnsubscribeSigner signer, IEventQueue events, ProfileRecipients recipients, TimeProvider time) =>
        (this.signer, this.events, this.recipients, this.time) = (signer, events, recipients, time);

    /// <summary>Unsubscribes from the link's list, whatever form the body has: mail programs send it without anything but the link.</summary>
    [Function("Unsubscribe")]
    public async Task<IResult> Post([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "u/{token}")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        if (signer.Read(token) is not { } target) return Answers.Refusal(Unknown);
        return await SayAsync(target, [(target.Channel, target.List, SubscriptionState.Unsubscribed)], cancellationToken) ? Results.Ok() : Answers.Refusal(Busy);
    }

    /// <summary>The page; changes nothing, since programs that look for viruses open links too.</summary>
    [Function("ShowPreferences")]
    public async Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "u/{token}")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        if (signer.Read(token) is not { } target) return Answers.Refusal(Unknown);
        Profile profile = await recipients.LoadAsync(target.Person, cancellationToken);
        return PreferencePage.Show(target, new Subscriptions(profile.Traits), token, TextsFor(profile, request), saved: false);
    }

    /// <summary>Takes the page's choices: what is not ticked is not wanted.</summary>
    [Function("SavePreferences")]
    public async Task<IResult> Save(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "u/{token}/preferences")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        if (signer.Read(token) is not { } target) return Answers.Refusal(Unknown);
        if (!request.HasFormContentType) return Answers.Refusal(NoForm);
        IFormCollection form = await request.ReadFormAsync(cancellationToken);
        (MessageChannel Channel, string List, SubscriptionState State)[] said =
            [.. PreferencePage.Choices(target).Select(one => (one.Channel, one.List, form.ContainsKey(one.Field) ? SubscriptionState.Subscribed : SubscriptionState.Unsubscribed))];
        Profile profile = await recipients.LoadAsync(target.Person, cancellationToken);
        if (!await SayAsync(target, said, cancellationToken, agrees: AgreesAnew(profile, said))) return Answers.Refusal(Busy);
        Subscriptions chosen = SubscriptionEvents.Consents(said, time.GetUtcNow());
        return PreferencePage.Show(target, chosen, token, TextsFor(profile, request), saved: true);
    }

    // As messages are written to the person; where that is not known, as the browser asks.
    private static PreferenceTexts TextsFor(Profile profile, HttpRequest request) => PreferenceTexts.For(
    [
        ProfileRecipients.Text(profile, "locale"),
        .. request.GetTypedHeaders().AcceptLanguage.Where(one => one.Quality is not 0).OrderByDescending(one => one.Quality ?? 1).Select(one => one.Value.Value),
    ]);

    // Whoever has denied all offers, and now ticks one that was not ticked, wants offers again.
    private static bool AgreesAnew(Profile profile, IEnumerable<(MessageChannel Channel, string List, SubscriptionState State)> said)
    {
        Subscriptions before = new(profile.Traits);
        return Consents.SaidBy(profile).Said(Purpose.Marketing) is false
            && said.Any(one => one.State is SubscriptionState.Subscribed && before.Of(one.Channel, one.List) is not SubscriptionState.Subscribed);
    }

    private Task<bool> SayAsync(
        UnsubscribeTarget target, IReadOnlyList<(MessageChannel, string, SubscriptionState)> said, CancellationToken cancellationToken, bool agrees = false)
    {
        DateTimeOffset now = time.GetUtcNow();
        ReadOnlyMemory<byte> line = SubscriptionEvents.Line(target.Person, said, now);
        return events.TryEnqueueAsync(agrees ? [line, ConsentEvents.Choices(target.Person, new Dictionary<Purpose, bool> { [Purpose.Marketing] = true }, now)] : [line], cancellationToken);
    }
}
