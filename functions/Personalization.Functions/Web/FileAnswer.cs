using Microsoft.AspNetCore.Http;

namespace Personalization.Functions.Web;

/// <summary>A file with what browsers need to keep it and to take it for nothing else; 304 for whoever has it already.</summary>
/// <param name="file">The file.</param>
/// <param name="fresh">How long it may be used without asking again.</param>
/// <param name="crossOrigin">Whether pages of other sites may load it.</param>
internal sealed class FileAnswer(WebFile file, TimeSpan fresh, bool crossOrigin) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.Headers.ETag = file.Tag;
        response.Headers.CacheControl = $"public, max-age={(int)fresh.TotalSeconds}";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Cross-Origin-Resource-Policy"] = crossOrigin ? "cross-origin" : "same-origin";
        if (httpContext.Request.Headers.IfNoneMatch.Any(tag => tag is not null && tag.Contains(file.Tag, StringComparison.Ordinal)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        response.ContentType = file.Type;
        response.ContentLength = file.Bytes.Length;
        return response.Body.WriteAsync(file.Bytes, httpContext.RequestAborted).AsTask();
    }
}
