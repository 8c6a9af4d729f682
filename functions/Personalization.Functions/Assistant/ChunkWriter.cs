using System.Buffers;
using System.IO.Pipelines;
using System.Text.Json;
using Personalization.Assistant.Engines;
using Personalization.Functions.Http;

namespace Personalization.Functions.Assistant;

/// <summary>Writes an answer as server-sent events with <c>chat.completion.chunk</c> objects, as OpenAI's clients read them.</summary>
internal sealed class ChunkWriter(PipeWriter to, string conversation, DateTimeOffset at)
{
    private static readonly JsonWriterOptions Options = new() { Encoder = WireJson.Relaxed.Options.Encoder };

    private readonly string id = Completion.IdOf(conversation);
    private bool begun;

    /// <summary>A piece of text.</summary>
    public Task TextAsync(string text, CancellationToken cancellationToken) => ChunkAsync(json =>
    {
        json.WriteStartObject("delta");
        if (!begun) json.WriteString("role", "assistant");
        json.WriteString("content", text);
        json.WriteEndObject();
        json.WriteNull("finish_reason");
        begun = true;
    }, null, null, cancellationToken);

    /// <summary>A word to whoever stands in between that there is more to come.</summary>
    public async Task KeepAliveAsync(CancellationToken cancellationToken)
    {
        to.Write(":\n\n"u8);
        await to.FlushAsync(cancellationToken);
    }

    /// <summary>The end: why, what the answer is made of, and, where it was asked for, the tokens used.</summary>
    public async Task EndAsync(ChatBody body, AnswerEnded ended, bool usage, CancellationToken cancellationToken)
    {
        await ChunkAsync(json =>
        {
            json.WriteStartObject("delta");
            json.WriteEndObject();
            json.WriteString("finish_reason", ended.Finish);
        }, body, null, cancellationToken);
        if (usage) await ChunkAsync(null, null, ended.Usage, cancellationToken);
        to.Write("data: [DONE]\n\n"u8);
        await to.FlushAsync(cancellationToken);
    }

    private async Task ChunkAsync(Action<Utf8JsonWriter>? choice, ChatBody? body, TokenUsage? usage, CancellationToken cancellationToken)
    {
        to.Write("data: "u8);
        using (Utf8JsonWriter json = new(to, Options))
        {
            json.WriteStartObject();
            json.WriteString("id", id);
            json.WriteString("object", "chat.completion.chunk");
            json.WriteNumber("created", at.ToUnixTimeSeconds());
            json.WriteString("model", body?.Engine ?? "assistant");
            json.WriteStartArray("choices");
            if (choice is not null)
            {
                json.WriteStartObject();
                json.WriteNumber("index", 0);
                choice(json);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            if (usage is { } tokens)
            {
                json.WriteStartObject("usage");
                json.WriteNumber("prompt_tokens", tokens.Input);
                json.WriteNumber("completion_tokens", tokens.Output);
                json.WriteNumber("total_tokens", tokens.Total);
                json.WriteEndObject();
            }
            if (body is not null)
            {
                json.WritePropertyName("personalization");
                JsonSerializer.Serialize(json, body, WireJson.Relaxed.ChatBody);
            }
            json.WriteEndObject();
        }
        to.Write("\n\n"u8);
        await to.FlushAsync(cancellationToken);
    }
}
