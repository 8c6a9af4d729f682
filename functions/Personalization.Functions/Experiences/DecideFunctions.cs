using System.Buffers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Personalization.Common;
using Personalization.Experiences;
using Personalization.Functions.Http;

namespace Personalization.Functions.Experiences;

/// <summary>One decision for a whole page.</summary>
/// <param name="desk">Decides.</param>
public sealed class DecideFunctions(DecideDesk desk)
{
    private const int LargestBody = 256 * 1024;

    private static readonly Problem TooLarge = new(413, "too-large", "The body is too large", $"It may have {LargestBody} bytes.");

    /// <summary>Everything that a page shows to somebody.</summary>
    [Function("Decide")]
    public async Task<IResult> Decide(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/decide")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, LargestBody, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        (PageRequest? page, Problem? problem) = PageRequestReader.Read(body);
        if (page is null) return Answers.Refusal(problem!);
        PageDecision decision = await desk.DecideAsync(page, cancellationToken);
        return new PageAnswer(output => PageWriter.Write(decision, output));
    }

    /// <summary>Several pages at once, for servers that render them.</summary>
    [Function("DecideBatch")]
    public async Task<IResult> DecideBatch(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "v1/decide/batch")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, LargestBody, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        (IReadOnlyList<PageRequest>? pages, Problem? problem) = PageRequestReader.ReadBatch(body);
        if (pages is null) return Answers.Refusal(problem!);
        List<PageDecision> decisions = new(pages.Count);
        foreach (PageRequest page in pages) decisions.Add(await desk.DecideAsync(page, cancellationToken));
        return new PageAnswer(output => PageWriter.Write(decisions, output));
    }

    /// <summary>How a page comes about: what was considered and why it was not chosen; with <c>explain=auditor</c> also what it is made from.</summary>
    [Function("ExplainDecision")]
    public async Task<IResult> Explain(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "v1/decide/explain")] HttpRequest request, CancellationToken cancellationToken)
    {
        if (await RequestBody.ReadAsync(request, LargestBody, cancellationToken) is not { } body) return Answers.Refusal(TooLarge);
        (PageRequest? page, Problem? problem) = PageRequestReader.Read(body);
        if (page is null) return Answers.Refusal(problem!);
        DecidedPage decided = await desk.ExplainAsync(page, cancellationToken);
        return Answers.Json(ExplainedPageBody.From(decided, page, request.Query["explain"] == "auditor"), WireJson.Relaxed.ExplainedPageBody);
    }

    private sealed class PageAnswer(Action<IBufferWriter<byte>> write) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            HttpResponse response = httpContext.Response;
            ArrayBufferWriter<byte> bytes = new(16 * 1024);
            write(bytes);
            response.ContentType = "application/json; charset=utf-8";
            response.Headers.CacheControl = "no-store";
            response.ContentLength = bytes.WrittenCount;
            await response.Body.WriteAsync(bytes.WrittenMemory, httpContext.RequestAborted);
        }
    }
}
