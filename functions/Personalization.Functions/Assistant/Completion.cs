using System.Text.Json;
using System.Text.Json.Nodes;
using Personalization.Assistant.Engines;
using Personalization.Functions.Http;

namespace Personalization.Functions.Assistant;

/// <summary>An answer as OpenAI's <c>chat.completion</c>; what it has no member for is in <c>personalization</c>.</summary>
internal static class Completion
{
    /// <summary>The id of an answer, as chunks and completions tell it.</summary>
    public static string IdOf(string conversation) => "chatcmpl-" + conversation;

    public static JsonObject Of(ChatBody body, AnswerEnded ended, DateTimeOffset at) => new()
    {
        ["id"] = IdOf(body.ConversationId), ["object"] = "chat.completion", ["created"] = at.ToUnixTimeSeconds(), ["model"] = ended.Engine,
        ["choices"] = new JsonArray(new JsonObject
        {
            ["index"] = 0, ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = body.Answer, ["refusal"] = null }, ["logprobs"] = null, ["finish_reason"] = ended.Finish,
        }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = ended.Usage.Input, ["completion_tokens"] = ended.Usage.Output, ["total_tokens"] = ended.Usage.Total },
        ["personalization"] = JsonSerializer.SerializeToNode(body, WireJson.Relaxed.ChatBody),
    };
}
