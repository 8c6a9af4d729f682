using OpenAI.Chat;
using Personalization.Assistant.Models;

namespace Personalization.Functions.Assistant;

/// <summary>Requests in the words of OpenAI's library.</summary>
internal static class OpenAIMessages
{
    public static IEnumerable<ChatMessage> Of(IEnumerable<ModelMessage> messages) => messages.Select(ChatMessage (message) => message switch
    {
        SystemText text => new SystemChatMessage(text.Text),
        UserText text => new UserChatMessage(text.Text),
        ToolText text => new ToolChatMessage(text.CallId, text.Json),
        ModelTurn { Calls.IsEmpty: true } turn => new AssistantChatMessage(turn.Text),
        ModelTurn turn => Called(turn),
        _ => throw new NotSupportedException($"A {message.GetType().Name} cannot be sent"),
    });

    public static ChatCompletionOptions Options(ModelRequest request)
    {
        ChatCompletionOptions options = new() { MaxOutputTokenCount = request.MostTokens };
        foreach (ModelTool tool in request.Tools)
            options.Tools.Add(ChatTool.CreateFunctionTool(tool.Name, tool.Description, BinaryData.FromString(tool.Schema.GetRawText())));
        return options;
    }

    private static AssistantChatMessage Called(ModelTurn turn)
    {
        AssistantChatMessage message = new(turn.Calls.Select(call => ChatToolCall.CreateFunctionToolCall(call.Id, call.Tool, BinaryData.FromString(call.Arguments.Length > 0 ? call.Arguments : "{}"))));
        if (turn.Text.Length > 0) message.Content.Add(ChatMessageContentPart.CreateTextPart(turn.Text));
        return message;
    }
}
