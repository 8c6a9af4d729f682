using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Personalization.Common;
using Personalization.Functions.Http;

namespace Personalization.Functions.Assistant;

/// <summary>A question that is not answered, as problem+json; where OpenAI's clients ask, with the <c>error</c> that they read beside it.</summary>
internal sealed class RefusedChat(Problem problem, bool forOpenAI = false) : IResult
{
    public RefusedChat ForOpenAI() => new(problem, true);

    public async Task ExecuteAsync(HttpContext httpContext)
    {
        if (!forOpenAI)
        {
            await Answers.Refusal(problem).ExecuteAsync(httpContext);
            return;
        }
        HttpResponse response = httpContext.Response;
        response.StatusCode = problem.Status;
        if (problem.RetryAfter is { } wait) response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(System.Globalization.CultureInfo.InvariantCulture);
        JsonObject body = new()
        {
            ["type"] = "urn:personalization:problem:" + problem.Code, ["title"] = problem.Title, ["status"] = problem.Status, ["detail"] = problem.Detail,
            ["error"] = new JsonObject
            {
                ["message"] = $"{problem.Title}. {problem.Detail}", ["type"] = problem.Status is 429 ? "rate_limit_error" : "invalid_request_error",
                ["param"] = problem.Errors is { Count: > 0 } errors ? errors[0].Pointer.TrimStart('/') : null, ["code"] = problem.Code,
            },
        };
        await response.WriteAsJsonAsync(body, WireJson.Relaxed.JsonObject, "application/problem+json", httpContext.RequestAborted);
    }
}
