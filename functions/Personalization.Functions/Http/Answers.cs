using System.Globalization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Personalization.Common;

namespace Personalization.Functions.Http;

/// <summary>Answers of HTTP functions.</summary>
internal static class Answers
{
    /// <summary>A JSON body by a source-generated serializer.</summary>
    public static IResult Json<T>(T value, JsonTypeInfo<T> type, int status = StatusCodes.Status200OK) => Results.Json(value, type, statusCode: status);

    /// <summary>A JSON body with the version that it is stored under; none where nothing is stored.</summary>
    public static IResult Json<T>(T value, JsonTypeInfo<T> type, string? version) => new VersionedAnswer(Json(value, type), version);

    /// <summary>A JSON body about one person, for that person: no browser or proxy is to keep it.</summary>
    public static IResult Own<T>(T value, JsonTypeInfo<T> type) => new UnkeptAnswer(Json(value, type));

    /// <summary>A refusal as RFC 9457 problem+json.</summary>
    public static IResult Refusal(Problem problem) => new ProblemAnswer(problem);

    private sealed class VersionedAnswer(IResult answer, string? version) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            if (version is not null) httpContext.Response.Headers.ETag = version;
            return answer.ExecuteAsync(httpContext);
        }
    }

    private sealed class UnkeptAnswer(IResult answer) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.CacheControl = "no-store";
            return answer.ExecuteAsync(httpContext);
        }
    }

    private sealed class ProblemAnswer(Problem problem) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            HttpResponse response = httpContext.Response;
            response.StatusCode = problem.Status;
            if (problem.RetryAfter is { } wait) response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
            if (problem.Status == StatusCodes.Status401Unauthorized) response.Headers.WWWAuthenticate = "Basic realm=\"write key\"";
            ProblemBody body = new($"urn:personalization:problem:{problem.Code}", problem.Title, problem.Status, problem.Detail, httpContext.Request.Path, problem.Errors);
            return response.WriteAsJsonAsync(body, WireJson.Relaxed.ProblemBody, "application/problem+json", httpContext.RequestAborted);
        }
    }
}

/// <summary>Members of RFC 9457, and the fields concerned.</summary>
internal sealed record ProblemBody(string Type, string Title, int Status, string Detail, string? Instance, IReadOnlyList<ProblemError>? Errors);
