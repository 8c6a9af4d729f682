using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Personalization.Assistant.Conversations;
using Personalization.Assistant.Engines;
using Personalization.Assistant.Proposals;
using Personalization.Assistant.Tools;
using Personalization.Functions.Http;

namespace Personalization.Functions.Assistant;

/// <summary>An answer while it is made: whole as JSON, or in pieces as OpenAI's chunks.</summary>
internal sealed class ChatAnswer(AssistantDesk desk, ProposalDesk proposals, StoredConversation conversation, ChatRequest request, TimeProvider time) : IResult
{
    public const string ConversationHeader = "X-Conversation-Id";

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.Headers[ConversationHeader] = conversation.Conversation.Id;
        ChunkWriter? chunks = request.Stream ? new ChunkWriter(response.BodyWriter, conversation.Conversation.Id, time.GetUtcNow()) : null;
        if (chunks is not null) Announce(response);
        StringBuilder text = new();
        List<ToolResult> results = [];
        List<Notice> notices = [];
        await foreach (AssistantEvent one in desk.AnswerAsync(conversation, request, httpContext.RequestAborted))
        {
            if (one is TextPiece piece)
            {
                text.Append(piece.Text);
                if (chunks is not null) await chunks.TextAsync(piece.Text, httpContext.RequestAborted);
            }
            else if (one is ToolAnswered { Result: var result }) results.Add(result);
            else if (one is Notice notice) notices.Add(notice);
            else if (one is ToolCalled && chunks is not null) await chunks.KeepAliveAsync(httpContext.RequestAborted);
            else if (one is AnswerEnded ended)
            {
                ChatBody body = ChatBody.Of(conversation.Conversation.Id, text.ToString(), results, notices, ended, proposals);
                if (chunks is not null) await chunks.EndAsync(body, ended, request.UsageChunk, httpContext.RequestAborted);
                else if (request.Completion) await Answers.Json(Completion.Of(body, ended, time.GetUtcNow()), WireJson.Relaxed.JsonObject).ExecuteAsync(httpContext);
                else await Answers.Json(body, WireJson.Relaxed.ChatBody).ExecuteAsync(httpContext);
            }
        }
    }

    private static void Announce(HttpResponse response)
    {
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        response.HttpContext.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
    }
}
