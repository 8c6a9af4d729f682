using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Personalization.Testing;

/// <summary>A server that speaks OpenAI's chat completions and says what a script says: one reply for each request, in order.</summary>
internal sealed class ScriptedModel : IAsyncDisposable
{
    private readonly ConcurrentQueue<ModelReply> replies = new();
    private readonly ConcurrentQueue<ModelAsked> asked = new();
    private readonly CancellationTokenSource ended = new();
    private readonly WebApplication server;
    private int disposed;

    private ScriptedModel(WebApplication server, Uri address) => (this.server, Address) = (server, address);

    /// <summary>What clients take as the API's address.</summary>
    public Uri Address { get; }

    /// <summary>What was asked, in order.</summary>
    public IReadOnlyList<ModelAsked> Asked => [.. asked];

    /// <summary>Requests that wait in a silence.</summary>
    public int Silent { get; private set; }

    /// <summary>What is waited for before a connection is cut: what the client has not read by then it may never see.</summary>
    public Task BeforeCut { get; set; } = Task.CompletedTask;

    /// <summary>Answers where the script has come to its end; null answers 500.</summary>
    public Func<ModelAsked, ModelReply>? Otherwise { get; set; }

    public static async Task<ScriptedModel> StartAsync()
    {
        int port = AzuriteProcess.FreePorts(1)[0];
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{IPAddress.Loopback}:{port}");
        ScriptedModel model = new(builder.Build(), new Uri($"http://{IPAddress.Loopback}:{port}/v1"));
        model.server.Run(model.AnswerAsync);
        await model.server.StartAsync();
        return model;
    }

    /// <summary>Adds replies to the script.</summary>
    public void Plays(params IEnumerable<ModelReply> more)
    {
        foreach (ModelReply reply in more) replies.Enqueue(reply);
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref disposed, 1) == 1) return;
        await ended.CancelAsync();
        await server.DisposeAsync();
        ended.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using StreamReader reader = new(context.Request.Body, Encoding.UTF8);
        ModelAsked question = new(context.Request.Path, context.Request.Headers.Authorization, await reader.ReadToEndAsync(context.RequestAborted));
        asked.Enqueue(question);
        ModelReply reply = replies.TryDequeue(out ModelReply? next) ? next : Otherwise?.Invoke(question) ?? ModelReply.Fails(500);
        HttpResponse response = context.Response;
        response.StatusCode = reply.Status;
        if (reply.RetryAfter is { } wait) response.Headers.RetryAfter = wait;
        if (reply.Status != 200)
        {
            response.ContentType = "application/json";
            await response.WriteAsync(reply.Body, context.RequestAborted);
            return;
        }
        response.ContentType = "text/event-stream";
        foreach (string chunk in reply.Chunks)
        {
            if (reply.Pause > TimeSpan.Zero) await Task.Delay(reply.Pause, TimeProvider.System, context.RequestAborted);
            await response.WriteAsync($"data: {chunk}\n\n", context.RequestAborted);
            await response.Body.FlushAsync(context.RequestAborted);
        }
        if (reply.End is ReplyEnd.Done) await response.WriteAsync("data: [DONE]\n\n", context.RequestAborted);
        else await BreakAsync(context, reply.End);
    }

    private async Task BreakAsync(HttpContext context, ReplyEnd end)
    {
        await context.Response.Body.FlushAsync(context.RequestAborted);
        if (end is ReplyEnd.Silence)
        {
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, ended.Token);
            TaskCompletionSource forEver = new();
            Silent++;
            await Task.WhenAny(forEver.Task, Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, either.Token));
        }
        else await BeforeCut.WaitAsync(ended.Token);
        context.Abort();
    }
}
