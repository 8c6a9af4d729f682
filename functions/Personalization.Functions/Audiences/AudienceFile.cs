using Microsoft.AspNetCore.Http;
using Personalization.Audiences;

namespace Personalization.Functions.Audiences;

/// <summary>A list for an ad network as CSV, written as it is made, a page at a time.</summary>
internal sealed class AudienceFile(string segment, AdNetwork network, AudiencePage first, Func<string, Task<AudiencePage?>> more) : IResult
{
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        HttpResponse response = httpContext.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = $"attachment; filename=\"{segment}.{AdNetworks.All.First(one => one.Value == network).Key}.csv\"";
        response.Headers.LastModified = first.At.ToString("R");
        response.Headers.CacheControl = "no-store";
        await response.WriteAsync(string.Join(',', AdNetworks.Columns(network)) + "\r\n", httpContext.RequestAborted);
        for (AudiencePage? page = first; page is not null; page = page.Next is { } next ? await more(next) : null)
            foreach (AudienceRow row in page.Rows) await response.WriteAsync($"{row.Email},{row.Phone}\r\n", httpContext.RequestAborted);
    }
}
