using System.Text.Json;
using System.Text.Json.Nodes;

namespace Personalization.Testing;

/// <summary>How a scripted model's answer ends.</summary>
internal enum ReplyEnd
{
    /// <summary>As it should.</summary>
    Done,

    /// <summary>The connection breaks.</summary>
    Cut,

    /// <summary>Nothing more comes, and the connection stays.</summary>
    Silence,
}

/// <summary>What a scripted model answers to one request: chunks of a stream, or a refusal.</summary>
internal sealed record ModelReply(IReadOnlyList<string> Chunks)
{
    /// <summary>Status; anything but 200 answers <see cref="Body"/>.</summary>
    public int Status { get; init; } = 200;

    public string Body { get; init; } = "";

    public string? RetryAfter { get; init; }

    public ReplyEnd End { get; init; } = ReplyEnd.Done;

    /// <summary>Time between chunks.</summary>
    public TimeSpan Pause { get; init; }

    /// <summary>Text in pieces, and the end.</summary>
    public static ModelReply Says(params string[] pieces) => new([.. pieces.Select(Text), Finish("stop")]);

    /// <summary>Tools called at once; the arguments of all come in pieces, mixed with each other.</summary>
    public static ModelReply Calls(params (string Tool, string Arguments)[] calls)
    {
        List<string> chunks = [.. calls.Select((call, at) => Call(at, $"call_{at}", call.Tool, ""))];
        string[][] pieces = [.. calls.Select(call => call.Arguments.Chunk(Math.Max(1, call.Arguments.Length / 3)).Select(piece => new string(piece)).ToArray())];
        for (int piece = 0; piece < pieces.Max(all => all.Length); piece++)
            for (int at = 0; at < calls.Length; at++)
                if (piece < pieces[at].Length) chunks.Add(Call(at, null, null, pieces[at][piece]));
        return new([.. chunks, Finish("tool_calls")]);
    }

    /// <summary>A refusal in OpenAI's form.</summary>
    public static ModelReply Fails(int status, string? retryAfter = null) =>
        new([]) { Status = status, RetryAfter = retryAfter, Body = """{"error":{"message":"scripted","type":"scripted","code":null}}""" };

    /// <summary>The same with tokens used, as a last chunk without choices.</summary>
    public ModelReply Using(int input, int output) =>
        this with
        {
            Chunks = [.. Chunks, new JsonObject
            {
                ["id"] = "s", ["object"] = "chat.completion.chunk", ["created"] = 1, ["model"] = "scripted", ["choices"] = new JsonArray(),
                ["usage"] = new JsonObject { ["prompt_tokens"] = input, ["completion_tokens"] = output, ["total_tokens"] = input + output },
            }.ToJsonString()],
        };

    public static string Text(string text) => Chunk(new JsonObject { ["content"] = text }, null);

    public static string Finish(string reason) => Chunk([], reason);

    private static string Call(int index, string? id, string? tool, string arguments)
    {
        JsonObject function = new() { ["arguments"] = arguments };
        if (tool is not null) function["name"] = tool;
        JsonObject call = new() { ["index"] = index, ["function"] = function };
        if (id is not null) (call["id"], call["type"]) = (id, "function");
        return Chunk(new JsonObject { ["tool_calls"] = new JsonArray(call) }, null);
    }

    private static string Chunk(JsonObject delta, string? finish) => new JsonObject
    {
        ["id"] = "s", ["object"] = "chat.completion.chunk", ["created"] = 1, ["model"] = "scripted",
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["delta"] = delta, ["finish_reason"] = finish }),
    }.ToJsonString();
}

/// <summary>A request as the scripted model got it.</summary>
internal sealed record ModelAsked(string Path, string? Authorization, string Body)
{
    public JsonElement Json { get; } = JsonElement.Parse(Body);

    /// <summary>Texts of messages of a role, in order.</summary>
    public IReadOnlyList<string> Said(string role) =>
        [.. Json.GetProperty("messages").EnumerateArray().Where(one => one.GetProperty("role").GetString() == role && one.TryGetProperty("content", out JsonElement content) && content.ValueKind is not JsonValueKind.Null)
            .Select(one => Words(one.GetProperty("content")))];

    /// <summary>Names of the tools that it may call.</summary>
    public IReadOnlyList<string> Tools => Json.TryGetProperty("tools", out JsonElement tools) ? [.. tools.EnumerateArray().Select(one => one.GetProperty("function").GetProperty("name").GetString()!)] : [];

    private static string Words(JsonElement content) =>
        content.ValueKind is JsonValueKind.String ? content.GetString()! : string.Concat(content.EnumerateArray().Select(part => part.TryGetProperty("text", out JsonElement text) ? text.GetString() : ""));
}
