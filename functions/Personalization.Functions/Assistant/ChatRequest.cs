using Personalization.Assistant;
using Personalization.Common;

namespace Personalization.Functions.Assistant;

/// <summary>A question as it came over HTTP.</summary>
/// <param name="Question">The words.</param>
/// <param name="Caller">Who asks.</param>
/// <param name="Begun">Whether the request names the conversation, which then has to be there.</param>
/// <param name="Stream">Whether the answer is to come in pieces.</param>
public sealed record ChatRequest(string Question, AssistantCaller Caller, bool Begun, bool Stream)
{
    /// <summary>Where it comes from, for limits; not kept.</summary>
    public string? Address { get; init; }

    /// <summary>Whether the answer is to have the form of OpenAI's API.</summary>
    public bool Completion { get; init; }

    /// <summary>Whether a last chunk is to tell the tokens used (<c>stream_options.include_usage</c>).</summary>
    public bool UsageChunk { get; init; }
}

/// <summary>A question, or why there is none.</summary>
/// <param name="Request">The question.</param>
/// <param name="Problem">Why there is none.</param>
public readonly record struct ChatReading(ChatRequest? Request, Problem? Problem);

/// <summary>Who asks, or why that cannot be told.</summary>
/// <param name="Caller">Who.</param>
/// <param name="Problem">Why not.</param>
public readonly record struct CallerReading(AssistantCaller? Caller, Problem? Problem);
