using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;
using Personalization.Common;
using Personalization.Functions.Events;
using Personalization.Functions.Http;
using Personalization.Profiles;
using Personalization.Profiles.Quizzes;

namespace Personalization.Functions.Profiles.Quizzes;

/// <summary>Quizzes: merchants write them, storefronts show them, shoppers answer.</summary>
/// <param name="store">Quizzes.</param>
/// <param name="reader">Reads them.</param>
/// <param name="events">Takes answers in.</param>
/// <param name="lists">What the answers change.</param>
/// <param name="time">The clock.</param>
public sealed class QuizFunctions(IQuizStore store, QuizReader reader, ServerEvents events, IPersonalList lists, TimeProvider time)
{
    private const int ShownItems = 12;

    private static readonly Problem Unknown = new(404, "unknown-quiz", "There is no such quiz", "Store it with PUT /v1/quizzes/{id}.");
    private static readonly Problem Changed = new(412, "quiz-changed", "The quiz has changed since", "Read it again and send its ETag as If-Match.");
    private static readonly Problem Blind = new(428, "precondition-required", "The version to be replaced is not named", "Send the quiz's ETag as If-Match.");
    private static readonly Problem TooLarge = new(413, "too-large", "The body is too large", $"A definition may have {QuizLimits.DefinitionBytes / 1024} KB, answers {QuizLimits.AnswerBytes / 1024}.");
    private static readonly Problem Busy = TooManyEvents.Saying();

    /// <summary>A quiz as it was written.</summary>
    [Function("GetQuiz")]
    public async Task<IResult> Get([HttpTrigger(AuthorizationLevel.Function, "get", Route = "v1/quizzes/{id}")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } found
            ? Answers.Json(new QuizBody(id, JsonElement.Parse(found.Json.Span)), WireJson.Relaxed.QuizBody, found.Version)
            : Answers.Refusal(Unknown);

    /// <summary>Stores a quiz: with If-Match where there is one already. What was answered before stays as it was said.</summary>
    [Function("PutQuiz")]
    public async Task<IResult> Put([HttpTrigger(AuthorizationLevel.Function, "put", Route = "v1/quizzes/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, QuizLimits.DefinitionBytes, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        if (reader.Read(id, body).Problem is { } problem) return Answers.Refusal(problem);
        string expected = request.Headers.IfMatch.ToString();
        if (expected.Length > 0 && !EntityTagHeaderValue.TryParse(expected, out _)) return Answers.Refusal(Changed);
        return await store.TrySaveAsync(id, body, expected.Length == 0 ? null : expected, cancellationToken) is { } version
            ? Answers.Json(new QuizBody(id, JsonElement.Parse(body.Span)), WireJson.Relaxed.QuizBody, version)
            : Answers.Refusal(expected.Length == 0 ? Blind : Changed);
    }

    /// <summary>Removes a quiz; what was answered stays with those who said it. One that came with the suite is there again then.</summary>
    [Function("DeleteQuiz")]
    public async Task<IResult> Delete([HttpTrigger(AuthorizationLevel.Function, "delete", Route = "v1/quizzes/{id}")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(id, cancellationToken) is not { Version: not null }) return Answers.Refusal(Unknown);
        string expected = request.Headers.IfMatch.ToString();
        if (expected.Length == 0) return Answers.Refusal(Blind);
        return EntityTagHeaderValue.TryParse(expected, out _) && await store.TryRemoveAsync(id, expected, cancellationToken) ? Results.NoContent() : Answers.Refusal(Changed);
    }

    /// <summary>The questions in a language, with what the answers are for and what one gets for them; never what an answer weighs.</summary>
    [Function("GetQuizQuestions")]
    public async Task<IResult> Questions(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "v1/quizzes/{id}/questions")] HttpRequest request, string id, CancellationToken cancellationToken) =>
        await store.FindAsync(id, cancellationToken) is { } found
            ? Answers.Json(QuizQuestionsBody.From(found.Quiz, request.Query["language"].ToString()), WireJson.Relaxed.QuizQuestionsBody)
            : Answers.Refusal(Unknown);

    /// <summary>
    /// Takes somebody's answers: <c>{"anonymousId":"..","answers":{"QUESTION":"ANSWER"}}</c>. Anybody may call it, so it writes only what the quiz
    /// defines. Answers with what was understood and the list as it is now.
    /// </summary>
    [Function("AnswerQuiz")]
    public async Task<IResult> Answer(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/quizzes/{id}/answers")] HttpRequest request, string id, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, QuizLimits.AnswerBytes, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        if (await store.FindAsync(id, cancellationToken) is not { Quiz: { } quiz }) return Answers.Refusal(Unknown);
        QuizStatement said = QuizStatements.Read(quiz, body);
        if (said.Problem is { } problem) return Answers.Refusal(problem);
        if (!await events.TryAcceptAsync([QuizStatements.Line(quiz, said, time.GetUtcNow())], cancellationToken)) return Answers.Refusal(Busy);
        // The id of a device is known to that device alone; a customer's number can be guessed, and shows nothing of theirs.
        PersonKey? person = said.AnonymousId is { } device ? PersonKey.Anonymous(device) : null;
        JsonElement list = JsonElement.Parse((await lists.ForAsync(person, ShownItems, cancellationToken)).Span);
        return Answers.Json(new QuizOutcomeBody(id, quiz.Purpose.For(said.Language), said.Traits, list), WireJson.Relaxed.QuizOutcomeBody);
    }
}
