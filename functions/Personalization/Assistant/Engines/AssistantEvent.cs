using Personalization.Assistant.Tools;

namespace Personalization.Assistant.Engines;

/// <summary>Something that happens while an answer is being made, in order.</summary>
public abstract record AssistantEvent;

/// <summary>A piece of the answer's text, checked already: it can be shown as it is.</summary>
/// <param name="Text">Not empty.</param>
public sealed record TextPiece(string Text) : AssistantEvent;

/// <summary>A tool is called.</summary>
/// <param name="Tool">Its name.</param>
public sealed record ToolCalled(string Tool) : AssistantEvent;

/// <summary>A tool has answered.</summary>
/// <param name="Result">Its answer.</param>
public sealed record ToolAnswered(ToolResult Result) : AssistantEvent;

/// <summary>Tokens of a model that are used, as they are: counted even where nobody waits for the end of the answer. Negative where an estimate was too high.</summary>
/// <param name="Usage">The tokens.</param>
public sealed record TokensUsed(TokenUsage Usage) : AssistantEvent;

/// <summary>What the engine without a model has understood, for the questions that follow.</summary>
/// <param name="Text">Intent and slots.</param>
public sealed record Understanding(string Text) : AssistantEvent;

/// <summary>Something that whoever reads the answer should know of how it was made.</summary>
/// <param name="Code">A stable word, see <see cref="Notices"/>.</param>
/// <param name="Text">The same in words.</param>
public sealed record Notice(string Code, string Text) : AssistantEvent;

/// <summary>The answer is complete; nothing comes after it.</summary>
/// <param name="Finish">Why: <c>stop</c>, <c>length</c> or <c>content_filter</c>.</param>
/// <param name="Engine"><c>offline</c>, or the name of the model.</param>
/// <param name="Usage">Tokens used.</param>
public sealed record AnswerEnded(string Finish, string Engine, TokenUsage Usage) : AssistantEvent;

/// <summary>Tokens that a model has read and written; none without a model.</summary>
/// <param name="Input">Read.</param>
/// <param name="Output">Written.</param>
public readonly record struct TokenUsage(int Input, int Output)
{
    /// <summary>Both together.</summary>
    public int Total => Input + Output;

    /// <summary>The sum of two.</summary>
    public static TokenUsage operator +(TokenUsage one, TokenUsage other) => new(one.Input + other.Input, one.Output + other.Output);

    /// <summary>The sum of two.</summary>
    public static TokenUsage Add(TokenUsage left, TokenUsage right) => left + right;
}

/// <summary>The stable words of notices.</summary>
public static class Notices
{
    /// <summary>The model could not be reached, or failed; the engine without a model answered.</summary>
    public const string FellBack = "fell_back";

    /// <summary>Parts of the model's answer were not borne out by any tool's result and were left out.</summary>
    public const string Corrected = "corrected";

    /// <summary>The tokens of the visitor or of the day are spent; the engine without a model answered.</summary>
    public const string BudgetSpent = "budget_spent";

    /// <summary>The model's own filter stopped it.</summary>
    public const string Filtered = "filtered";
}
