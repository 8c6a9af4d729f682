using System.Collections.Immutable;
using System.Text;
using OpenAI.Chat;
using Personalization.Assistant.Engines;
using Personalization.Assistant.Models;

namespace Personalization.Functions.Assistant;

/// <summary>Puts the pieces of a streamed answer together.</summary>
internal sealed class StreamedAnswer
{
    private const int MostCalls = 128, LongestArguments = 64 * 1024;

    private readonly SortedDictionary<int, (string Id, string Tool, StringBuilder Arguments)> calls = [];
    private string? finish;
    private TokenUsage? usage;
    private int written;

    /// <summary>Takes a piece; gives its text.</summary>
    public string Take(StreamingChatCompletionUpdate update)
    {
        foreach (StreamingChatToolCallUpdate call in update.ToolCallUpdates)
        {
            if (!calls.TryGetValue(call.Index, out (string Id, string Tool, StringBuilder Arguments) known)) known = ("", "", new StringBuilder());
            if (calls.Count > MostCalls || known.Arguments.Length > LongestArguments) throw new ModelException(ModelFault.Unreadable);
            known.Arguments.Append(call.FunctionArgumentsUpdate is { } more && !more.ToMemory().IsEmpty ? more.ToString() : "");
            calls[call.Index] = (call.ToolCallId is { Length: > 0 } id ? id : known.Id, call.FunctionName is { Length: > 0 } tool ? tool : known.Tool, known.Arguments);
        }
        if (update.FinishReason is { } reason)
            finish = reason switch { ChatFinishReason.ToolCalls or ChatFinishReason.FunctionCall => "tool_calls", ChatFinishReason.Length => "length", ChatFinishReason.ContentFilter => "content_filter", _ => "stop" };
        if (update.Usage is { } said) usage = new TokenUsage(said.InputTokenCount, said.OutputTokenCount);
        string text = string.Concat(update.ContentUpdate.Select(part => part.Text));
        written += text.Length;
        return text;
    }

    /// <summary>The end of the answer; throws <see cref="ModelException"/> where the model broke off before it.</summary>
    public ModelDone Done(ModelRequest request)
    {
        if (finish is null) throw new ModelException(ModelFault.CutOff);
        ImmutableArray<ModelCall> all = [.. calls.Values.Select((call, place) => new ModelCall(call.Id.Length > 0 ? call.Id : $"call-{place}", call.Tool, call.Arguments.ToString()))];
        return new ModelDone(finish, all, usage ?? new TokenUsage(request.EstimatedTokens, written / ModelRequest.CharactersPerToken));
    }
}
