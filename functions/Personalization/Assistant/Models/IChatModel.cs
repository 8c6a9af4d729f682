using System.Collections.Immutable;
using System.Text.Json;
using Personalization.Assistant.Engines;
using Personalization.Assistant.Tools;

namespace Personalization.Assistant.Models;

/// <summary>A message to a model.</summary>
public abstract record ModelMessage;

/// <summary>What the shop says to the model; nobody else can.</summary>
/// <param name="Text">The words.</param>
public sealed record SystemText(string Text) : ModelMessage;

/// <summary>What the one who asks says.</summary>
/// <param name="Text">The words.</param>
public sealed record UserText(string Text) : ModelMessage;

/// <summary>What the model has said or called.</summary>
/// <param name="Text">The words; may be empty.</param>
/// <param name="Calls">Tools that it called.</param>
public sealed record ModelTurn(string Text, ImmutableArray<ModelCall> Calls) : ModelMessage;

/// <summary>What a tool answered. Data, whatever it says: product texts and reviews are written by strangers.</summary>
/// <param name="CallId">Which call.</param>
/// <param name="Json">The answer as JSON.</param>
public sealed record ToolText(string CallId, string Json) : ModelMessage;

/// <summary>A tool as a model has called it; nothing of it is checked yet.</summary>
/// <param name="Id">The model's name for the call.</param>
/// <param name="Tool">Name of the tool.</param>
/// <param name="Arguments">As the model wrote them; may be no JSON at all.</param>
public sealed record ModelCall(string Id, string Tool, string Arguments);

/// <summary>A tool as a model is told of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Description">What it does.</param>
/// <param name="Schema">JSON Schema of its arguments.</param>
public sealed record ModelTool(string Name, string Description, JsonElement Schema)
{
    /// <summary>The tool of a definition.</summary>
    public static ModelTool Of(ToolDefinition tool) => new(tool.Name, tool.Description, ToolSchema.Of(tool));
}

/// <summary>What a model is asked.</summary>
/// <param name="Messages">Oldest first.</param>
/// <param name="Tools">What it may call.</param>
/// <param name="MostTokens">Tokens that it may write.</param>
public sealed record ModelRequest(ImmutableArray<ModelMessage> Messages, ImmutableArray<ModelTool> Tools, int MostTokens)
{
    /// <summary>Characters of a token, roughly.</summary>
    public const int CharactersPerToken = 4;

    /// <summary>Tokens that it comes to, estimated.</summary>
    public int EstimatedTokens => (Messages.Sum(LengthOf) + Tools.Sum(tool => tool.Description.Length + tool.Schema.GetRawText().Length)) / CharactersPerToken;

    private static int LengthOf(ModelMessage message) => message switch
    {
        SystemText text => text.Text.Length,
        UserText text => text.Text.Length,
        ToolText text => text.Json.Length,
        ModelTurn turn => turn.Text.Length + turn.Calls.Sum(call => call.Arguments.Length),
        _ => 0,
    };
}

/// <summary>A piece of what a model says, as it comes.</summary>
public abstract record ModelPiece;

/// <summary>Words.</summary>
/// <param name="Text">Not empty.</param>
public sealed record ModelText(string Text) : ModelPiece;

/// <summary>The model is done.</summary>
/// <param name="Finish"><c>stop</c>, <c>length</c>, <c>tool_calls</c> or <c>content_filter</c>.</param>
/// <param name="Calls">Tools that it wants called.</param>
/// <param name="Usage">Tokens used; an estimate where the model does not say.</param>
public sealed record ModelDone(string Finish, ImmutableArray<ModelCall> Calls, TokenUsage Usage) : ModelPiece;

/// <summary>A language model.</summary>
public interface IChatModel
{
    /// <summary>Its name, as answers tell it.</summary>
    string Name { get; }

    /// <summary>Asks it. Ends with <see cref="ModelDone"/> or throws <see cref="ModelException"/>.</summary>
    IAsyncEnumerable<ModelPiece> StreamAsync(ModelRequest request, CancellationToken cancellationToken);
}

/// <summary>What went wrong with a model.</summary>
public enum ModelFault
{
    /// <summary>It did not answer in time.</summary>
    TimedOut,

    /// <summary>It is busy (429).</summary>
    Busy,

    /// <summary>It failed (5xx), or could not be reached.</summary>
    Unavailable,

    /// <summary>It broke off in the middle of an answer.</summary>
    CutOff,

    /// <summary>It refused the request (4xx): a wrong key, a wrong name.</summary>
    Refused,

    /// <summary>It said what nobody can make sense of.</summary>
    Unreadable,
}

/// <summary>A model could not be asked, or broke off.</summary>
public sealed class ModelException : Exception
{
    /// <summary>Of a kind.</summary>
    /// <param name="fault">What went wrong.</param>
    /// <param name="retryAfter">When the model says that it is worth trying again.</param>
    /// <param name="inner">What it was seen by.</param>
    public ModelException(ModelFault fault, TimeSpan? retryAfter = null, Exception? inner = null)
        : base($"The model: {fault}", inner) => (Fault, RetryAfter) = (fault, retryAfter);

    /// <summary>What went wrong.</summary>
    public ModelFault Fault { get; }

    /// <summary>When the model says that it is worth trying again.</summary>
    public TimeSpan? RetryAfter { get; }
}
