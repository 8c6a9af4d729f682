using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Profiles.Quizzes;

namespace Personalization.Functions.Profiles.Quizzes;

/// <summary>A quiz as it was written.</summary>
internal sealed record QuizBody(string Id, JsonElement Definition);

/// <summary>A quiz as a shopper sees it, in one language.</summary>
internal sealed record QuizQuestionsBody(string Id, string Name, string Purpose, string Benefit, IReadOnlyList<QuizQuestionBody> Questions)
{
    public static QuizQuestionsBody From(Quiz quiz, string? language) => new(
        quiz.Id, quiz.Name.For(language), quiz.Purpose.For(language), quiz.Benefit.For(language), [.. quiz.Questions.Select(one => QuizQuestionBody.Of(one, language))]);
}

/// <summary>A question as a shopper sees it.</summary>
internal sealed record QuizQuestionBody(
    string Id, string Kind, string Text, int? Most, IReadOnlyList<QuizAnswerBody>? Answers, decimal? From, decimal? To, string? Category, IReadOnlyList<string>? Sizes)
{
    public static QuizQuestionBody Of(QuizQuestion question, string? language)
    {
        bool isRange = question.Kind is QuestionKind.Range, isSize = question.Kind is QuestionKind.Size;
        return new QuizQuestionBody(
            question.Id, question.Kind.ToString().ToLowerInvariant(), question.Text.For(language),
            question.Kind is QuestionKind.Multi ? question.Most : isSize ? QuizLimits.SizesAPerson : null,
            question.Answers.IsEmpty ? null : [.. question.Answers.Select(answer => new QuizAnswerBody(answer.Id, answer.Text.For(language)))],
            isRange ? question.From : null, isRange ? question.To : null, question.Category, isSize ? question.Sizes : null);
    }
}

/// <summary>An answer to choose.</summary>
internal sealed record QuizAnswerBody(string Id, string Text);

/// <summary>What the shop has understood, what it is for, and what it changes.</summary>
internal sealed record QuizOutcomeBody(string Quiz, string Purpose, ImmutableSortedDictionary<string, JsonElement> Traits, JsonElement Recommendations);
