using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Common;
using Personalization.Profiles.Preferences;

namespace Personalization.Profiles.Quizzes;

/// <summary>Questions by which a shop asks people what they like, for their good. What is answered becomes declared traits.</summary>
/// <param name="Id">Its name, letters, digits, _ and -.</param>
/// <param name="Name">Its title.</param>
/// <param name="Purpose">What the answers are for: shown with the questions and kept with every trait.</param>
/// <param name="Benefit">What the person gets for answering.</param>
/// <param name="Questions">In their order.</param>
public sealed record Quiz(string Id, LocalText Name, LocalText Purpose, LocalText Benefit, ImmutableArray<QuizQuestion> Questions);

/// <summary>How a question is answered.</summary>
public enum QuestionKind
{
    /// <summary>By one of its answers.</summary>
    Single,

    /// <summary>By several of its answers.</summary>
    Multi,

    /// <summary>By two numbers, from and to.</summary>
    Range,

    /// <summary>By sizes of a category.</summary>
    Size,
}

/// <summary>A question.</summary>
/// <param name="Id">Its name within the quiz.</param>
/// <param name="Kind">How it is answered.</param>
/// <param name="Text">What is asked.</param>
public sealed record QuizQuestion(string Id, QuestionKind Kind, LocalText Text)
{
    /// <summary>What may be answered, for <see cref="QuestionKind.Single"/> and <see cref="QuestionKind.Multi"/>.</summary>
    public ImmutableArray<QuizAnswer> Answers { get; init; } = [];

    /// <summary>How many answers may be given.</summary>
    public int Most { get; init; } = 1;

    /// <summary>The least and the largest number of a range.</summary>
    public decimal From { get; init; }

    /// <inheritdoc cref="From"/>
    public decimal To { get; init; }

    /// <summary>The trait that takes a range, or null.</summary>
    public string? Trait { get; init; }

    /// <summary>How much products with a price in the range are wanted; null for a range that is not about prices.</summary>
    public double? PriceWeight { get; init; }

    /// <summary>The category that sizes are for.</summary>
    public string? Category { get; init; }

    /// <summary>The sizes there are.</summary>
    public ImmutableArray<string> Sizes { get; init; } = [];
}

/// <summary>An answer to choose.</summary>
/// <param name="Id">Its name within the question.</param>
/// <param name="Text">What is chosen.</param>
/// <param name="Traits">What it says of the person: texts, numbers, true or false.</param>
/// <param name="Weights">What it says for and against products.</param>
public sealed record QuizAnswer(string Id, LocalText Text, ImmutableSortedDictionary<string, JsonElement> Traits, ImmutableArray<TasteWeight> Weights);

/// <summary>Bounds of quizzes.</summary>
public static class QuizLimits
{
    /// <summary>Bytes of a definition.</summary>
    public const int DefinitionBytes = 256 * 1024;

    /// <summary>Bytes of somebody's answers.</summary>
    public const int AnswerBytes = 16 * 1024;

    /// <summary>Questions of a quiz: each takes a place among a profile's traits.</summary>
    public const int Questions = 12;

    /// <summary>Answers of a question.</summary>
    public const int Answers = 24;

    /// <summary>Weights of an answer.</summary>
    public const int Weights = 12;

    /// <summary>Traits of an answer.</summary>
    public const int Traits = 4;

    /// <summary>Characters of an id.</summary>
    public const int IdLength = 40;

    /// <summary>Characters of the text of an answer.</summary>
    public const int AnswerLength = 80;

    /// <summary>Characters of the purpose: it stays with every trait.</summary>
    public const int PurposeLength = 240;

    /// <summary>Characters of any other text.</summary>
    public const int TextLength = 400;

    /// <summary>Languages of a text.</summary>
    public const int Languages = 30;

    /// <summary>Sizes that one person may name of a category.</summary>
    public const int SizesAPerson = 4;

    /// <summary>True for letters, digits, _ and -, as ids are made of.</summary>
    public static bool IsId(string text) => text.Length is > 0 and <= IdLength && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-');
}
