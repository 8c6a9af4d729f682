using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Personalization.Common;
using Personalization.Functions.Events;
using Personalization.Functions.Http;
using Personalization.Functions.Messages;
using Personalization.Messages;
using Personalization.Messages.Unsubscribing;
using Personalization.Privacy;
using Personalization.Privacy.Requests;
using Personalization.Profiles;

namespace Personalization.Functions.Privacy.Own;

/// <summary>The shopper's own page. The token of its link says who it is; nobody signs in.</summary>
public sealed class OwnFunctions
{
    private const int LargestBody = 1024;

    private static readonly Problem Unknown = new(404, "unknown-link", "The link is not one of ours, or is over", "Ask the shop for a new one.");
    private static readonly Problem Busy = new(503, "busy", "Too much waits already", "Nothing was taken. Send it again.", RetryAfter: TimeSpan.FromSeconds(5));
    private static readonly Problem NoForm = new(415, "not-a-form", "The body is no form", "Send the page's form as it is.");
    private static readonly Problem TooLarge = new(413, "too-large", "The body is too large", $"It may have {LargestBody} bytes.");
    private static readonly Problem NoPerson = new(
        400, "invalid-person", "The person cannot be read", "Send {\"person\":\"user_id:YOUR_ID\"} or anonymous_id:DEVICE_ID.", [new ProblemError("invalid", "/person", "user_id:YOUR_ID or anonymous_id:DEVICE_ID")]);
    private static readonly Problem NoTrait = new(400, "unknown-trait", "There is no such fact", "Name one that the page shows.");

    private static readonly Problem NotSure = new(400, "not-sure", "It was not said what to do", "Send the page's form as it is: kind is export, or erase with the tick that it is meant.");

    private readonly OwnLinks links;
    private readonly OwnData data;
    private readonly ServerEvents events;
    private readonly PrivacyStore requests;
    private readonly ErasureOptions erasure;
    private readonly TimeProvider time;

    /// <summary>By its services.</summary>
    public OwnFunctions(OwnLinks links, OwnData data, ServerEvents events, PrivacyStore requests, IOptions<ErasureOptions> erasure, TimeProvider time) =>
        (this.links, this.data, this.events, this.requests, this.erasure, this.time) = (links, data, events, requests, erasure.Value, time);

    /// <summary>Makes the link of a person's own page, for the shop to show to whoever has signed in as that person, and to nobody else.</summary>
    [Function("MakePrivacyLink")]
    public async Task<IResult> Link(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/privacy/links")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, LargestBody, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        if (!JsonFields.TryParse(body, out System.Text.Json.JsonElement root)) return Answers.Refusal(JsonFields.NotAnObject);
        return PersonKey.Parse(JsonFields.Text(root, "person") ?? "") is { } person ? Answers.Json(links.For(person), WireJson.Relaxed.OwnLinkBody) : Answers.Refusal(NoPerson);
    }

    /// <summary>All that the page shows, as JSON.</summary>
    [Function("GetOwnData")]
    public async Task<IResult> Json([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/me")] HttpRequest request, CancellationToken cancellationToken) =>
        links.Read(request.Query["token"].ToString()) is { } person
            ? Answers.Own(await data.GatherAsync(person, TextsFor(null, request).Language, cancellationToken), WireJson.Relaxed.OwnDataBody)
            : Answers.Refusal(Unknown);

    /// <summary>The page; changes nothing.</summary>
    [Function("ShowOwnPage")]
    public async Task<IResult> Page([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "me/{token}")] HttpRequest request, string token, CancellationToken cancellationToken) =>
        links.Read(token) is { } person ? await ShowAsync(person, token, request, null, cancellationToken) : Answers.Refusal(Unknown);

    /// <summary>Takes the page's choices: what is not ticked is not wanted.</summary>
    [Function("SaveOwnChoices")]
    public async Task<IResult> Choose(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/{token}/choices")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        if (links.Read(token) is not { } person) return Answers.Refusal(Unknown);
        if (!request.HasFormContentType) return Answers.Refusal(NoForm);
        IFormCollection form = await request.ReadFormAsync(cancellationToken);
        DateTimeOffset now = time.GetUtcNow();
        Dictionary<Purpose, bool> choices = Consents.Purposes.ToDictionary(purpose => purpose, purpose => form.ContainsKey(Consents.NameOf(purpose)));
        (MessageChannel, string, SubscriptionState)[] channels =
            [.. OwnData.Channels.Select(channel => (channel, "", form.ContainsKey("channel-" + MessageNames.Of(channel)) ? SubscriptionState.Subscribed : SubscriptionState.Unsubscribed))];
        return await events.TryAcceptAsync([ConsentEvents.Choices(person, choices, now), SubscriptionEvents.Line(person, channels, now)], cancellationToken)
            ? await ShowAsync(person, token, request, "saved", cancellationToken)
            : Answers.Refusal(Busy);
    }

    /// <summary>Takes back a fact that the person says is wrong.</summary>
    [Function("SayOwnDataIsWrong")]
    public async Task<IResult> Wrong(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/{token}/wrong")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        if (links.Read(token) is not { } person) return Answers.Refusal(Unknown);
        if (!request.HasFormContentType) return Answers.Refusal(NoForm);
        string name = (await request.ReadFormAsync(cancellationToken))["trait"].ToString();
        if (!(await data.ProfileAsync(person, cancellationToken)).Traits.TryGetValue(name, out Trait? known) || !OwnData.IsShown(name, known)) return Answers.Refusal(NoTrait);
        return await events.TryAcceptAsync([ConsentEvents.Wrong(person, name, time.GetUtcNow())], cancellationToken)
            ? await ShowAsync(person, token, request, "removed", cancellationToken)
            : Answers.Refusal(Busy);
    }

    /// <summary>Takes a request for a copy of everything, or for its erasure.</summary>
    [Function("AskOnOwnPage")]
    public async Task<IResult> Ask(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "me/{token}/requests")] HttpRequest request, string token, FunctionContext context, CancellationToken cancellationToken)
    {
        if (links.Read(token) is not { } person || !erasure.IsSet) return Answers.Refusal(Unknown);
        if (!request.HasFormContentType) return Answers.Refusal(NoForm);
        IFormCollection form = await request.ReadFormAsync(cancellationToken);
        PrivacyKind? kind = form["kind"].ToString() switch { "export" => PrivacyKind.Export, "erase" when form.ContainsKey("sure") => PrivacyKind.Erase, _ => null };
        if (kind is null) return Answers.Refusal(NotSure);
        PrivacyRequest taken = await PrivacyDesk.AddAsync(requests, new PrivacyWish(kind.Value, false, [person], []), context.InvocationId, time, cancellationToken);
        return await ShowAsync(person, token, request, "requested", cancellationToken, taken.Id);
    }

    private async Task<IResult> ShowAsync(PersonKey person, string token, HttpRequest request, string? status, CancellationToken cancellationToken, string number = "")
    {
        OwnTexts texts = TextsFor(await data.ProfileAsync(person, cancellationToken), request);
        OwnDataBody known = await data.GatherAsync(person, texts.Language, cancellationToken);
        string? said = status is null ? null : texts[status].Replace("{0}", number, StringComparison.Ordinal);
        return OwnPage.Show(known, token, texts, PreferenceTexts.For(texts.Language), said, mayAsk: erasure.IsSet);
    }

    // As messages are written to the person; where that is not known, as the browser asks.
    private static OwnTexts TextsFor(Profile? profile, HttpRequest request) => OwnTexts.For(
    [
        profile is null ? null : ContactPoints.Text(profile, "locale"),
        .. request.GetTypedHeaders().AcceptLanguage.Where(one => one.Quality is not 0).OrderByDescending(one => one.Quality ?? 1).Select(one => one.Value.Value),
    ]);
}
