using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Catalog;
using Personalization.Common;
using Personalization.Events;
using Personalization.Functions.Events;
using Personalization.Functions.Http;
using Personalization.Functions.Profiles.Quizzes;
using Personalization.Privacy;
using Personalization.Profiles.Preferences;
using Personalization.Profiles;

namespace Personalization.Functions.Profiles.Preferences;

/// <summary>A-or-B questions, asked and answered by storefronts.</summary>
public sealed class ChoiceFunctions
{
    private const int ShownItems = 12;

    private static readonly Problem NoPerson = new(
        400, "invalid-query", "The query cannot be answered", "anonymousId or userId is needed, of up to 255 characters.", [new ProblemError("missing", "anonymousId", "Who is asked.")]);
    private static readonly Problem Nothing = new(404, "no-question", "There is nothing to choose between", "The catalog needs two categories, brands, or products of one category.");
    private static readonly Problem TooLarge = new(413, "too-large", "The body is too large", $"A choice may have {ChoiceStatements.MostBytes / 1024} KB.");
    private static readonly Problem Busy = TooManyEvents.Saying();

    private readonly ProfileUpdater profiles;
    private readonly ICatalogStore catalog;
    private readonly ServerEvents events;
    private readonly IPersonalList lists;
    private readonly ConsentPolicy policy;
    private readonly TimeProvider time;
    private readonly ConditionalWeakTable<CatalogSnapshot, PreferenceOffer> offers = [];

    /// <summary>By its services.</summary>
    public ChoiceFunctions(ProfileUpdater profiles, ICatalogStore catalog, ServerEvents events, IPersonalList lists, ConsentPolicy policy, TimeProvider time) =>
        (this.profiles, this.catalog, this.events, this.lists, this.policy, this.time) = (profiles, catalog, events, lists, policy, time);

    /// <summary>
    /// The question whose answer would tell most of this person: <c>?anonymousId=</c> or <c>userId=</c>, and <c>language=</c>. What is known of somebody
    /// who has not agreed, or of whom only the customer's number is given, chooses none: it is the question that anybody new is asked.
    /// </summary>
    [Function("GetPreferenceQuestion")]
    public async Task<IResult> Question([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/preferences/question")] HttpRequest request, CancellationToken cancellationToken)
    {
        string userId = request.Query["userId"].ToString(), anonymousId = request.Query["anonymousId"].ToString();
        if ((userId.Length == 0 && anonymousId.Length == 0) || userId.Length > EventLimits.IdLength || anonymousId.Length > EventLimits.IdLength) return Answers.Refusal(NoPerson);
        CatalogSnapshot products = await catalog.CurrentAsync(cancellationToken);
        PersonKey key = anonymousId.Length > 0 ? PersonKey.Anonymous(anonymousId) : PersonKey.User(userId);
        PermittedProfile? known = anonymousId.Length > 0 ? PermittedProfile.Of((await profiles.ResolveAsync(key, cancellationToken)).Profile, policy) : null;
        if (ChoiceRules.Next(known?.Profile ?? new Profile { Key = key }, products, offers.GetValue(products, PreferenceOffer.Of)) is not { } question) return Answers.Refusal(Nothing);
        ChoiceTexts texts = ChoiceTexts.For(request.Query["language"].ToString());
        return Answers.Json(
            new ChoiceQuestionBody(ChoiceStatements.IdOf(question), texts.Question, texts.Purpose, ChoiceOptionBody.From(question.A, products), ChoiceOptionBody.From(question.B, products)),
            WireJson.Relaxed.ChoiceQuestionBody);
    }

    /// <summary>Takes a choice: <c>{"anonymousId":"..","questionId":"..","chosen":"a"}</c>. Answers with the list as it is now.</summary>
    [Function("PostPreferenceChoice")]
    public async Task<IResult> Choose([HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/preferences/choices")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, ChoiceStatements.MostBytes, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        CatalogSnapshot products = await catalog.CurrentAsync(cancellationToken);
        ChoiceReading choice = ChoiceStatements.Read(body, products, offers.GetValue(products, PreferenceOffer.Of));
        if (choice.Problem is { } problem) return Answers.Refusal(problem);
        string purpose = ChoiceTexts.For(null).Purpose;
        if (!await events.TryAcceptAsync([ChoiceStatements.Line(choice, products, purpose, time.GetUtcNow())], cancellationToken)) return Answers.Refusal(Busy);
        JsonElement list = JsonElement.Parse((await lists.ForAsync(choice.Device, ShownItems, cancellationToken)).Span);
        return Answers.Json(new ChoiceOutcomeBody(choice.Chosen.ToString(), choice.Other.ToString(), purpose, list), WireJson.Relaxed.ChoiceOutcomeBody);
    }
}

/// <summary>A question.</summary>
internal sealed record ChoiceQuestionBody(string QuestionId, string Text, string Purpose, ChoiceOptionBody A, ChoiceOptionBody B);

/// <summary>One of two.</summary>
internal sealed record ChoiceOptionBody(string Kind, string Id, string Name, string? ImageUrl)
{
    public static ChoiceOptionBody From(ChoiceSubject subject, CatalogSnapshot catalog) => new(
        subject.Kind, subject.Id, ChoiceStatements.NameOf(subject, catalog), subject.Kind == ChoiceSubject.Product ? catalog.Products.GetValueOrDefault(subject.Id)?.ImageUrl : null);
}

/// <summary>What was understood, what it is for, and what it changes.</summary>
internal sealed record ChoiceOutcomeBody(string Chosen, string Other, string Purpose, JsonElement Recommendations);
