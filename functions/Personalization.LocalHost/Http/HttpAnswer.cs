using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Personalization.LocalHost.Http;

/// <summary>Turns what a function returned into the answer.</summary>
internal static class HttpAnswer
{
    /// <summary>Null leaves the response as the function left it: it may have written it itself.</summary>
    public static Task WriteAsync(HttpContext http, object? result) => result switch
    {
        null => Task.CompletedTask,
        IResult answer => answer.ExecuteAsync(http),
        string text => WriteTextAsync(http, text),
        _ => WriteJsonAsync(http, result),
    };

    private static async Task WriteTextAsync(HttpContext http, string text)
    {
        http.Response.ContentType ??= "text/plain; charset=utf-8";
        byte[] body = Encoding.UTF8.GetBytes(text);
        http.Response.ContentLength = body.Length;
        await http.Response.BodyWriter.WriteAsync(body);
    }

    private static Task WriteJsonAsync(HttpContext http, object result)
    {
        http.Response.ContentType ??= "application/json; charset=utf-8";
        return JsonSerializer.SerializeAsync(http.Response.Body, result, result.GetType(), BodyBinder.Options(http), http.RequestAborted);
    }
}
