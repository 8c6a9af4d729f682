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
        return new PageAnswer(await desk.DecideAsync(page, cancellationToken));
    }

    private sealed class PageAnswer(PageDecision decision) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            HttpResponse response = httpContext.Response;
            ArrayBufferWriter<byte> bytes = new(16 * 1024);
            PageWriter.Write(decision, bytes);
            response.ContentType = "application/json; charset=utf-8";
            response.Headers.CacheControl = "no-store";
            response.ContentLength = bytes.WrittenCount;
            await response.Body.WriteAsync(bytes.WrittenMemory, httpContext.RequestAborted);
        }
    }
}
