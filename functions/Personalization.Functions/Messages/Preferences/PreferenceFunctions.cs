using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;
using Personalization.Common;
using Personalization.Functions.Http;
using Personalization.Messages.Preferences;
using Personalization.Profiles;

namespace Personalization.Functions.Messages.Preferences;

/// <summary>The preference centre: as an API, and as a page. The token says whose it is; nobody signs in.</summary>
/// <param name="centre">Does the work.</param>
/// <param name="options">Where the app is reached.</param>
public sealed class PreferenceFunctions(PreferenceCentre centre, IOptions<MessageOptions> options)
{
    private static readonly Problem Unknown = new(404, "unknown-link", "The link is not one of ours", "Use the link of a mail, or of POST /v1/preferences/links, as it is.");
    private static readonly Problem Busy = new(503, "busy", "Too much waits already", "Nothing was taken. Send it again.", RetryAfter: TimeSpan.FromSeconds(5));
    private static readonly Problem TooLarge = new(413, "too-large", "The body is too large", $"Preferences may have {PreferenceReader.MostBytes / 1024} KB.");
    private static readonly Problem NoForm = new(415, "not-a-form", "The body is no form", "Send the page's form as it is.");
    private static readonly Problem NoPerson = new(400, "invalid-profile-id", "The person cannot be read", "Send {\"person\":\"user_id:YOUR_ID\"}.", [new ProblemError("missing", "/person", "person is user_id:…, email:…, phone:… or anonymous_id:….")]);

    /// <summary>A person's own link, for the account pages of the shop.</summary>
    [Function("PostPreferenceLink")]
    public async Task<IResult> Link([HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/preferences/links")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, PreferenceReader.MostBytes, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        if (!JsonFields.TryParse(body, out System.Text.Json.JsonElement root) || PersonKey.Parse(JsonFields.Text(root, "person") ?? "") is not { } person) return Answers.Refusal(NoPerson);
        string token = centre.TokenOf(person);
        return Answers.Json(new PreferenceLinkBody(token, new Uri(options.Value.PublicUrl, $"/preferences/{token}").ToString()), WireJson.Relaxed.PreferenceLinkBody);
    }

    /// <summary>What a person has chosen, and what there is to choose from: <c>?token=</c>.</summary>
    [Function("GetPreferences")]
    public async Task<IResult> Get([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/preferences")] HttpRequest request, CancellationToken cancellationToken) =>
        await centre.OpenAsync(request.Query["token"].ToString(), cancellationToken) is { } view
            ? Answers.Own(PreferencesBody.From(view.Choices, view.Offer, TextsFor(view, request).Purpose), WireJson.Relaxed.PreferencesBody)
            : Answers.Refusal(Unknown);

    /// <summary>Takes choices; what the body does not name stays as it was.</summary>
    [Function("PutPreferences")]
    public async Task<IResult> Put([HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "v1/preferences")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await centre.OpenAsync(request.Query["token"].ToString(), cancellationToken) is not { } view) return Answers.Refusal(Unknown);
        if (await RequestBody.ReadAsync(request, PreferenceReader.MostBytes, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        PreferenceReading reading = PreferenceReader.Read(body, view.Choices, view.Offer);
        if (reading.Problem is { } problem) return Answers.Refusal(problem);
        string purpose = TextsFor(view, request).Purpose;
        return await centre.TrySaveAsync(view, reading.Choices, purpose, cancellationToken)
            ? Answers.Own(PreferencesBody.From(reading.Choices, view.Offer, purpose), WireJson.Relaxed.PreferencesBody)
            : Answers.Refusal(Busy);
    }

    /// <summary>The page.</summary>
    [Function("ShowPreferenceCentre")]
    public async Task<IResult> Show([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "preferences/{token}")] HttpRequest request, string token, CancellationToken cancellationToken) =>
        await centre.OpenAsync(token, cancellationToken) is { } view ? CentrePage.Show(view, token, PreferenceTexts.For(Languages(view, request)), saved: false) : Answers.Refusal(Unknown);

    /// <summary>Takes the page's form.</summary>
    [Function("SavePreferenceCentre")]
    public async Task<IResult> Save([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "preferences/{token}")] HttpRequest request, string token, CancellationToken cancellationToken)
    {
        if (await centre.OpenAsync(token, cancellationToken) is not { } view) return Answers.Refusal(Unknown);
        if (!request.HasFormContentType) return Answers.Refusal(NoForm);
        PreferenceChoices next = CentreForm.Read(await request.ReadFormAsync(cancellationToken), view);
        return await centre.TrySaveAsync(view, next, TextsFor(view, request).Purpose, cancellationToken)
            ? CentrePage.Show(view with { Choices = next }, token, PreferenceTexts.For(Languages(view, request)), saved: true)
            : Answers.Refusal(Busy);
    }

    private static CentreTexts TextsFor(PreferenceView view, HttpRequest request) => CentreTexts.For(PreferenceTexts.For(Languages(view, request)).Language);

    // As messages are written to the person; where that is not known, as the browser asks.
    private static IEnumerable<string?> Languages(PreferenceView view, HttpRequest request) =>
        [view.Locale, .. request.GetTypedHeaders().AcceptLanguage.Where(one => one.Quality is not 0).OrderByDescending(one => one.Quality ?? 1).Select(one => one.Value.Value)];
}
