using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Personalization.Assistant.Checking;
using Personalization.Assistant.Masking;
using Personalization.Assistant.Models;
using Personalization.Assistant.Tools;
using Personalization.Common;

namespace Personalization.Assistant.Engines;

/// <summary>Answers with a model that calls tools; says of what it writes only what facts bear out.</summary>
/// <param name="model">The model.</param>
/// <param name="tools">The tools.</param>
/// <param name="limits">How far it may go.</param>
public sealed class ModelEngine(IChatModel model, Toolbox tools, ModelLimits limits) : IAssistantEngine
{
    private const int LongestToken = 12, LongestName = 64, LongestArguments = 8000;

    private static readonly AnswerCheck Check = new(CheckWords.Shipped);

    /// <inheritdoc/>
    public async IAsyncEnumerable<AssistantEvent> AnswerAsync(AssistantTurn turn, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        MaskedText mask = new(turn.Masked);
        // First of all, so that its values have the placeholders that the conversation keeps.
        string question = mask.Mask(turn.Question);
        List<ModelMessage> messages = [.. Opening(turn, question, mask)];
        ImmutableArray<ModelTool> known = [.. tools.For(turn.Caller.Audience).Select(ModelTool.Of)];
        CheckedText text = new(Check, turn, mask);
        TokenUsage usage = default;
        string finish = "length";
        for (int round = 0; round <= limits.Rounds; round++)
        {
            // In the last round nothing can be called any more: the model has to come to an end.
            ModelRequest request = new([.. messages], round < limits.Rounds ? known : [], limits.AnswerTokens);
            TokenUsage estimate = new(request.EstimatedTokens, 0);
            yield return new TokensUsed(estimate);
            ModelDone? done = null;
            int said = 0;
            await foreach (ModelPiece piece in model.StreamAsync(request, cancellationToken))
            {
                if (piece is ModelText words)
                {
                    // One that does not keep to the tokens it was given is not listened to for ever.
                    if ((said += words.Text.Length) > limits.AnswerTokens * LongestToken) throw new ModelException(ModelFault.Unreadable);
                    foreach (string sentence in text.Take(words.Text)) yield return new TextPiece(sentence);
                }
                else done = (ModelDone)piece;
            }
            if (done is null) throw new ModelException(ModelFault.CutOff);
            usage += done.Usage;
            yield return new TokensUsed(new TokenUsage(done.Usage.Input - estimate.Input, done.Usage.Output));
            foreach (string sentence in text.End()) yield return new TextPiece(sentence);
            finish = done.Finish;
            if (done.Calls.IsEmpty || round == limits.Rounds) break;
            ImmutableArray<ModelCall> calls = [.. done.Calls.Take(limits.CallsPerRound).Select(Kept)];
            foreach (ModelCall call in calls) yield return new ToolCalled(call.Tool);
            ToolResult[] results = await Task.WhenAll(calls.Select(call => CallAsync(call, turn, mask, cancellationToken)));
            messages.Add(new ModelTurn(text.Round(), calls));
            foreach ((ModelCall call, ToolResult result) in calls.Zip(results))
            {
                turn.Evidence.Add(result.Facts);
                text.Cart |= !result.Cart.IsEmpty;
                messages.Add(new ToolText(call.Id, FactJson.TextOf(result, mask.Mask)));
                yield return new ToolAnswered(result);
            }
        }
        if (finish is "content_filter") yield return new Notice(Notices.Filtered, "The model's own filter stopped the answer.");
        if (text.LeftOut > 0) yield return new Notice(Notices.Corrected, "Parts of the model's answer that no tool's result bears out were left out.");
        if (text.IsEmpty) throw new ModelException(ModelFault.Unreadable);
        yield return new AnswerEnded(finish is "tool_calls" ? "length" : finish, model.Name, usage);
    }

    private IEnumerable<ModelMessage> Opening(AssistantTurn turn, string question, MaskedText mask)
    {
        yield return new SystemText(ModelPrompts.For(turn.Caller.Audience).Replace("{language}", turn.Language, StringComparison.Ordinal));
        foreach (Conversations.ChatMessage said in turn.Before.TakeLast(limits.Remembered))
            yield return said.Role is Conversations.ChatRole.User ? new UserText(mask.Mask(said.Text)) : new ModelTurn(said.Text, []);
        yield return new UserText(question);
    }

    // What it called goes back to it with the answer: not what no API would take.
    private static ModelCall Kept(ModelCall call) => call with
    {
        Tool = call.Tool.Length is > 0 and <= LongestName && call.Tool.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '-') ? call.Tool : "unknown",
        Arguments = call.Arguments.Length <= LongestArguments ? call.Arguments : "[]",
    };

    private async Task<ToolResult> CallAsync(ModelCall call, AssistantTurn turn, MaskedText mask, CancellationToken cancellationToken)
    {
        JsonElement arguments;
        try
        {
            arguments = string.IsNullOrWhiteSpace(call.Arguments) ? default : JsonElement.Parse(mask.Unmask(call.Arguments));
        }
        catch (JsonException)
        {
            return ToolResult.Failed(call.Tool, new Problem(400, "invalid-arguments", "The tool cannot be called like that", "The arguments are no JSON object."));
        }
        return await tools.CallAsync(call.Tool, arguments, turn.Context, cancellationToken);
    }
}

/// <summary>How far a model may go in one answer.</summary>
/// <param name="Rounds">How often it may have tools called.</param>
/// <param name="CallsPerRound">How many at once; more are not made.</param>
/// <param name="AnswerTokens">Tokens of each thing it says.</param>
/// <param name="Remembered">Messages of the conversation that it is told.</param>
public sealed record ModelLimits(int Rounds = 5, int CallsPerRound = 8, int AnswerTokens = 900, int Remembered = 12);
