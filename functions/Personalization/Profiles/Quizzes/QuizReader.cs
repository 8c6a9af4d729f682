using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Common;

namespace Personalization.Profiles.Quizzes;

/// <summary>What a definition came to: a quiz, or a problem that names every field that is wrong.</summary>
/// <param name="Quiz">The quiz, or null.</param>
/// <param name="Problem">Why it cannot be taken, or null.</param>
public sealed record QuizReading(Quiz? Quiz, Problem? Problem);

/// <summary>Reads quizzes as a merchant writes them. Every mistake is told.</summary>
/// <param name="forbidden">What no quiz may ask.</param>
public sealed class QuizReader(ForbiddenTraits forbidden)
{
    private const int MostErrors = 100;

    /// <summary>Reads a definition.</summary>
    /// <param name="id">The name it is to have.</param>
    /// <param name="body">JSON.</param>
    public QuizReading Read(string id, ReadOnlyMemory<byte> body)
    {
        JsonElement root;
        try
        {
            root = JsonElement.Parse(body.Span);
        }
        catch (JsonException fault)
        {
            return Refused("invalid-json", "The body is not JSON", $"{fault.Message} Send {{\"name\":{{\"en\":\"...\"}},\"purpose\":...,\"benefit\":...,\"questions\":[...]}}.", null);
        }
        List<ProblemError> errors = [];
        if (!QuizLimits.IsId(id)) errors.Add(new ProblemError("wrong_form", "id", $"The id of a quiz is 1 to {QuizLimits.IdLength} letters, digits, _ and -."));
        if (JsonPointer.OfInvalidText(root, "") is { } pointer) errors.Add(new ProblemError("invalid_text", pointer, "The text is not Unicode."));
        Quiz? quiz = errors.Count == 0 ? Read(id, new JsonFields(root, "", errors), errors) : null;
        return errors.Count == 0
            ? new QuizReading(quiz, null)
            : Refused("invalid-quiz", "The quiz cannot be taken", $"{errors.Count} fields are wrong. {errors[0].Pointer}: {errors[0].Detail}", [.. errors.Take(MostErrors)]);
    }

    private Quiz? Read(string id, JsonFields fields, List<ProblemError> errors)
    {
        if (!fields.IsObject) return null;
        LocalText? name = fields.LocalText("name", QuizLimits.TextLength, QuizLimits.Languages);
        LocalText? purpose = fields.LocalText("purpose", QuizLimits.PurposeLength, QuizLimits.Languages);
        LocalText? benefit = fields.LocalText("benefit", QuizLimits.TextLength, QuizLimits.Languages);
        QuestionFields reader = new(forbidden);
        ImmutableArray<QuizQuestion> questions = [.. fields.Objects("questions", 1, QuizLimits.Questions).Select(reader.Question)];
        if (questions.Select(one => one.Id).Distinct(StringComparer.Ordinal).Count() < questions.Length) fields.Wrong("questions", "repeated", "Two questions have the same id.");
        fields.RefuseOthers();
        return errors.Count == 0 ? new Quiz(id, name!, purpose!, benefit!, questions) : null;
    }

    private static QuizReading Refused(string code, string title, string detail, IReadOnlyList<ProblemError>? errors) => new(null, new Problem(400, code, title, detail, errors));
}
