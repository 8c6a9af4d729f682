using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Common;
using Personalization.Events;

namespace Personalization.Profiles.Quizzes;

/// <summary>What people answer, as events of the ordinary pipeline.</summary>
public static class QuizStatements
{
    /// <summary>Where such events come from.</summary>
    public const string Source = "quiz";

    private const int IdLength = EventLimits.IdLength;
    private static readonly JsonElement Agreed = JsonElement.Parse($"\"{ConsentSignals.Granted}\"");

    /// <summary>
    /// Reads <c>{"anonymousId":"..","userId":"..","language":"el","agree":true,"answers":{"QUESTION":"ANSWER"}}</c>. With <c>agree</c> the person
    /// has ticked that the shop's pages may be fitted to them: what the quiz's purpose says needs it where the shop has no other basis.
    /// </summary>
    public static QuizStatement Read(Quiz quiz, ReadOnlyMemory<byte> body)
    {
        JsonBody json = JsonBody.Parse(body);
        if (json.Fault is { } fault) return Refused(fault, json.Errors);
        JsonElement root = json.Root;
        List<ProblemError> errors = [];
        JsonFields fields = new(root, "", errors);
        string? userId = fields.Text("userId", IdLength), anonymousId = fields.Text("anonymousId", IdLength), language = fields.Text("language", 35);
        IReadOnlyList<JsonProperty> answers = fields.Members("answers", QuizLimits.Questions);
        ImmutableSortedDictionary<string, JsonElement> traits = new QuizAnswers(quiz, errors).Read(answers, language);
        if (fields.Flag("agree") == true) traits = traits.SetItem(ConsentSignals.Prefix + ConsentSignals.Personalization, Agreed);
        if (fields.IsObject && userId is null && anonymousId is null && errors.Count == 0) fields.Missing("anonymousId", "whose answers they are; or userId");
        if (fields.IsObject && answers.Count == 0 && errors.Count == 0) fields.Missing("answers", "the answers by question");
        fields.RefuseOthers();
        return errors.Count == 0 ? new QuizStatement(null, userId, anonymousId, language, traits) : Refused($"{errors[0].Pointer}: {errors[0].Detail}", errors);
    }

    /// <summary>The canonical line of the event: an identify call whose provenance names the quiz and its purpose.</summary>
    public static ReadOnlyMemory<byte> Line(Quiz quiz, QuizStatement said, DateTimeOffset now)
    {
        string id = "quiz-" + StableHash.Hex($"{quiz.Id}\n{said.UserId}\n{said.AnonymousId}\n{now.UtcTicks}\n{string.Join(',', said.Traits.Select(one => $"{one.Key}={one.Value.GetRawText()}"))}");
        EventDraft draft = new(id, EventType.Identify, null, said.UserId, said.AnonymousId, now, now, Source);
        Provenance provenance = new("quiz", quiz.Id, Purpose: quiz.Purpose.For(said.Language), Origin: "declared");
        return EventCodec.Line(
            draft,
            traits: json =>
            {
                foreach ((string name, JsonElement value) in said.Traits)
                {
                    json.WritePropertyName(name);
                    value.WriteTo(json);
                }
            },
            context: provenance.Write);
    }

    private static QuizStatement Refused(string detail, IReadOnlyList<ProblemError> errors) =>
        new(new Problem(400, "invalid-answers", "The answers cannot be taken", detail, errors), null, null, null, ImmutableSortedDictionary<string, JsonElement>.Empty);
}
