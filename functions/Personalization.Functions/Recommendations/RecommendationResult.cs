using Microsoft.AspNetCore.Http;
using Personalization.Recommendations;
using Personalization.Recommendations.Shelves;

namespace Personalization.Functions.Recommendations;

/// <summary>Recommendations on the wire.</summary>
internal sealed class RecommendationResult(RecommendationAnswer answer, Shelf shelf) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using AnswerWriter writer = AnswerWriter.Write(answer, shelf);
        HttpResponse response = httpContext.Response;
        response.ContentType = "application/json; charset=utf-8";
        response.ContentLength = writer.Written.Length;
        await response.Body.WriteAsync(writer.Written, httpContext.RequestAborted);
    }
}
