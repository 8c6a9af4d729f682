using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace Personalization.Functions.Messages;

/// <summary>A page. It is kept nowhere, tells nobody where a link led from, and does what its policy allows.</summary>
/// <param name="page">The document.</param>
/// <param name="policy">Content-Security-Policy.</param>
internal sealed class HtmlAnswer(string page, string policy) : IResult
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>A value as text or attribute of a page.</summary>
    public static string Escaped(string text) => Encoder.Encode(text);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = policy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        return response.WriteAsync(page, httpContext.RequestAborted);
    }
}
